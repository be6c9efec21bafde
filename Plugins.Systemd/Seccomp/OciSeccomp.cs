using System.Text.Json.Serialization;

namespace Reeve.Plugins.Systemd.Seccomp;

/// <summary>A seccomp profile as container runtimes read it; see "seccomp" in the OCI runtime specification. A member that is not known here is refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OciSeccomp
{
    public string DefaultAction { get; set; } = "";

    public uint? DefaultErrnoRet { get; set; }

    public IReadOnlyList<string> Architectures { get; set; } = [];

    public IReadOnlyList<string> Flags { get; set; } = [];

    public string? ListenerPath { get; set; }

    public IReadOnlyList<OciSyscalls> Syscalls { get; set; } = [];
}
