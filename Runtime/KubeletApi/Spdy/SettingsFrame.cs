namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Settings by their ids.</summary>
internal sealed record SettingsFrame(IReadOnlyList<KeyValuePair<uint, uint>> Settings) : SpdyFrame
{
    public const uint InitialWindowSize = 7;
}
