from .languages import speak_language as speak_language
from .speaking import (
    message as message,
    speak as speak,
    spoken as spoken,
)
