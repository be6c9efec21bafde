using System.Text.Json.Serialization;

namespace Reeve.Plugins.Systemd.Seccomp;

/// <summary>A condition on an argument of a system call.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OciArgument
{
    public uint Index { get; set; }

    /// <summary>The mask, with <c>SCMP_CMP_MASKED_EQ</c>.</summary>
    public ulong Value { get; set; }

    /// <summary>What the masked argument equals.</summary>
    public ulong ValueTwo { get; set; }

    public string Op { get; set; } = "";
}
