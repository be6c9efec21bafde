using System.Text.Json.Serialization;

namespace Reeve.Plugins.Systemd.Seccomp;

/// <summary>System calls of a profile that share a rule.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OciSyscalls
{
    public IReadOnlyList<string> Names { get; set; } = [];

    public string Action { get; set; } = "";

    public uint? ErrnoRet { get; set; }

    public IReadOnlyList<OciArgument> Args { get; set; } = [];

    /// <summary>For people.</summary>
    public string? Comment { get; set; }
}
