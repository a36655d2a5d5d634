from dataclasses import dataclass
@dataclass
class CompiledReport: pass
def compile_report(*a, **k): ...
