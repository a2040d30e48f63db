-- As commit a4e08cd made it.
CREATE TABLE conversations (
    person VARCHAR(32) NOT NULL,
    conversation TEXT NOT NULL,
    at FLOAT NOT NULL,
    PRIMARY KEY (person)
);
CREATE INDEX ix_conversations_at ON conversations (at);
CREATE TABLE journal (
    id INTEGER NOT NULL,
    at FLOAT NOT NULL,
    channel VARCHAR(16) NOT NULL,
    person VARCHAR(32),
    question TEXT NOT NULL,
    status VARCHAR(16) NOT NULL,
    confidence FLOAT NOT NULL,
    passage VARCHAR(255),
    PRIMARY KEY (id)
);
CREATE INDEX ix_journal_at ON journal (at);
CREATE INDEX ix_journal_person ON journal (person);
CREATE INDEX journal_by_status ON journal (status, at);
CREATE TABLE replies (
    "key" VARCHAR(32) NOT NULL,
    person VARCHAR(32),
    reply TEXT NOT NULL,
    at FLOAT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE INDEX ix_replies_at ON replies (at);
CREATE INDEX ix_replies_person ON replies (person);
CREATE TABLE tokens (
    name VARCHAR(64) NOT NULL,
    value TEXT NOT NULL,
    until FLOAT NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE releases (
    number INTEGER NOT NULL,
    version VARCHAR(16) NOT NULL,
    at DOUBLE NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    forced_because TEXT,
    speeches INTEGER NOT NULL,
    figures TEXT NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (number)
);
CREATE TABLE switches (
    number INTEGER NOT NULL,
    release INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    at DOUBLE NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (number)
);
INSERT INTO replies VALUES ('key-of-a-message', 'person-one', '{"text": "答", "status": "answered", "article": null}', 1764000000.5);
INSERT INTO conversations VALUES ('person-one', '{"choices": [{"label": "一", "says": "市水务局第1条"}], "waiting": [], "trail": ["小区停车乱怎么办"], "passage": "a#p1", "unit": "shuiwu", "seen": ["a#p1"]}', 1764000000.5);
INSERT INTO journal (at, channel, person, question, status, confidence, passage) VALUES (1764000000.5, 'wechat', 'person-one', '小区停车乱怎么办', 'answered', 0.75, 'a#p1');
INSERT INTO journal (at, channel, person, question, status, confidence, passage) VALUES (1764000001.5, 'web', NULL, '［picture］', 'courtesy', 0.0, NULL);
INSERT INTO tokens VALUES ('access_token', 'token', 1764007200.5);
INSERT INTO releases VALUES (1, 'aaaa', 1764000000.25, '小李', '开张', NULL, 4, '[]', '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', x'31');
INSERT INTO switches VALUES (1, 1, 'publish', 1764000000.25, '小李', '开张');
