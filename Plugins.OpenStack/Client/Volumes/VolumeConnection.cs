namespace Reeve.Plugins.OpenStack.Client.Volumes;

/// <summary>A server that has a volume.</summary>
internal sealed record VolumeConnection
{
    /// <summary>The server.</summary>
    public string ServerId { get; set; } = "";

    /// <summary>Where it has it.</summary>
    public string? Device { get; set; }
}
