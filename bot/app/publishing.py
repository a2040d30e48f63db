"""Publishing: a candidate becomes the current release, or an earlier one becomes it again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.app.candidate import Preparing
from bot.app.editor import editor_of
from bot.errors import KnowledgeError, ReleaseError
from bot.model import Release
from bot.results.publication import Place

if TYPE_CHECKING:
    from bot.app.candidate import Candidate
    from bot.app.checking import Checking
    from bot.app.service import Service
    from bot.model.progress import Progress
    from bot.results.publication import Preview


class Publishing:
    """Publishes, and goes back.

    Args:
        editor: who does; where nobody is named, whoever the settings or this machine know.
    """

    def __init__(self, baigu: Service, checking: Checking, editor: str | None = None) -> None:
        self._baigu = baigu
        self._editor = editor
        self._preparing = Preparing(baigu, checking)

    @property
    def editor(self) -> str:
        """Who publishes.

        Raises:
            SettingsError: nobody can tell.
        """
        return self._editor or editor_of(self._baigu.settings)

    @property
    def place(self) -> Place:
        """Where this publishes, and who will notice."""
        baigu = self._baigu
        return Place(baigu.database.name, str(baigu.settings.knowledge), tuple(baigu.services.running()))

    @property
    def withheld(self) -> frozenset[str]:
        """Ids of passages that are not quoted, whatever is published."""
        return self._baigu.withholdings.current()

    def prepare(self, progress: Progress) -> Candidate:
        """The knowledge folder as it stands now, checked and compared.

        Raises:
            KnowledgeError: it has faults that would do harm.
            ReleaseError: it has no speech yet.
        """
        return self._preparing.candidate(progress)

    @staticmethod
    def hold_back(preview: Preview, forced_because: str | None) -> None:
        """Refuse what is doubtful.

        Raises:
            ReleaseError: figures got worse or there are faults, and no reason is given to publish all the same.
        """
        if preview.is_doubtful and not forced_because:
            whys = ["检查题的数字变差了"] if preview.worse else []
            whys += [f"有 {len(preview.faults)} 处要改"] if preview.faults else []
            raise ReleaseError(f'没有发布：{"，".join(whys)}。改好再来；确实要这样发布，就加 --force "理由"')

    def publish(self, candidate: Candidate, why: str, forced_because: str | None = None) -> Release:
        """Make a candidate the current release.

        Raises:
            ReleaseError: see `hold_back`; or another was published since it was compared.
        """
        preview = candidate.preview
        self.hold_back(preview, forced_because)
        release = Release(
            version=preview.version,
            who=self.editor,
            why=why,
            speeches=preview.speeches,
            figures=[asdict(figures) for figures in preview.figures],
            forced_because=forced_because if preview.is_doubtful else None,
        )
        return self._baigu.releases.publish(release, candidate.content, candidate.after)

    def before(self) -> int:
        """The release that was current before the current one was published.

        Raises:
            ReleaseError: there is none.
        """
        switches = self._baigu.releases.switches()
        current = switches[0].release if switches else None
        own = next((n for n, s in enumerate(switches) if s.release == current and s.kind == "publish"), -1)
        if not switches[own + 1 :]:
            raise ReleaseError("前面没有可以退回的版本；用 baigu releases 看有哪些")
        return switches[own + 1].release

    def roll_back(self, number: int, why: str) -> None:
        """Make an earlier release current again.

        Raises:
            ReleaseError: there is no such release, it is the current one, it is damaged or cannot be used any more.
        """
        switch = next(iter(self._baigu.releases.switches(1)), None)
        if switch and switch.release == number:
            raise ReleaseError(f"现在用的就是第 {number} 版")
        try:
            self._baigu.published(number)
        except KnowledgeError as error:
            raise ReleaseError(
                f"第 {number} 版现在用不了：{error.faults[0]}；用 baigu releases 换一版"
            ) from error
        self._baigu.releases.roll_back(number, self.editor, why, switch.number if switch else 0)
