"""Beginning a change of the knowledge folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.corpus.revision import Revision
from bot.errors import KnowledgeError
from bot.model.progress import unshown

if TYPE_CHECKING:
    from bot.corpus.folder import KnowledgeFolder
    from bot.model.progress import Progress


def revision_of(knowledge: KnowledgeFolder, progress: Progress = unshown) -> Revision:
    """What the folder will be.

    Raises:
        KnowledgeError: it has faults as it stands.
    """
    reading = knowledge.read(progress)
    # That there is no speech yet is no reason to refuse the first ones.
    faults = [fault for fault in reading.faults if fault.path != "speeches"]
    if faults:
        raise KnowledgeError(faults)
    return Revision(knowledge.folder, reading.corpus)
