"""The tables of tags, comments and ratings, where Django looks for them."""

from pinakes.tagging.models.comments import Comment, CommentVersion, Report
from pinakes.tagging.models.moderation import ModerationAct
from pinakes.tagging.models.ratings import Rating
from pinakes.tagging.models.states import State
from pinakes.tagging.models.tags import RecordTag

__all__ = ["Comment", "CommentVersion", "ModerationAct", "Rating", "RecordTag", "Report", "State"]
