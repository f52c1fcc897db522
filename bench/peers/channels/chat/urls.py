"""The chat has no pages: it is spoken to by WebSocket only."""

urlpatterns = []
