"""What is stored: the typed ORM of a workspace. Nothing here knows services or widgets."""
