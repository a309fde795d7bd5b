"""The course's references, proved against independent libraries."""
