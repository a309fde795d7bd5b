from .speaking import message as message
