using System.Text;

namespace Reeve.Runtime.Images.Layers;

/// <summary>An entry of a tar archive. Names are bytes: nothing says that they are text.</summary>
internal sealed record TarEntry
{
    public required byte[] Name { get; init; }

    public required TarKind Kind { get; init; }

    public byte[] Target { get; init; } = [];

    /// <summary>Permission bits with set-id bits and sticky bit.</summary>
    public int Mode { get; init; }

    public uint User { get; init; }

    public uint Group { get; init; }

    public long Length { get; init; }

    public long ModifiedSeconds { get; init; }

    public long ModifiedNanoseconds { get; init; }

    public uint DeviceMajor { get; init; }

    public uint DeviceMinor { get; init; }

    /// <summary>Extended attributes.</summary>
    public IReadOnlyDictionary<string, byte[]> Attributes { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>For messages.</summary>
    public string DisplayName => Encoding.UTF8.GetString(Name);
}
