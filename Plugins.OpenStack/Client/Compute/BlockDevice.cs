namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A disk of a server to be made.</summary>
internal sealed record BlockDevice
{
    /// <summary>0: boots from it; -1: does not.</summary>
    public int BootIndex { get; init; }

    /// <summary><c>image</c>, <c>volume</c>, <c>snapshot</c> or <c>blank</c>.</summary>
    public string SourceType { get; init; } = "image";

    /// <summary><c>volume</c> or <c>local</c>.</summary>
    public string DestinationType { get; init; } = "volume";

    /// <summary>Of the source.</summary>
    public string? Uuid { get; init; }

    /// <summary>In GiB.</summary>
    public int? VolumeSize { get; init; }

    /// <summary>A volume type (Nova 2.67 and later).</summary>
    public string? VolumeType { get; init; }

    /// <summary>Whether it goes with the server.</summary>
    public bool? DeleteOnTermination { get; init; }

    /// <summary>How the server finds it.</summary>
    public string? Tag { get; init; }
}
