namespace Reeve.Containers;

/// <summary>The environment variable that tells a container where a volume of its pod is.</summary>
public static class MountVariable
{
    private const string Prefix = "REEVE_MOUNT_";

    /// <summary>
    /// The variable's name for a volume: <c>REEVE_MOUNT_</c> and the volume's name in upper case with <c>_</c> for every
    /// character that is no ASCII letter or digit, so <c>REEVE_MOUNT_WEB_DATA</c> for <c>web-data</c>.
    /// </summary>
    /// <param name="volume">The volume's name (RFC 1123 label).</param>
    public static string NameOf(string volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return string.Create(Prefix.Length + volume.Length, volume, static (name, volume) =>
        {
            Prefix.CopyTo(name);
            for (var i = 0; i < volume.Length; i++)
            {
                name[Prefix.Length + i] = char.IsAsciiLetterOrDigit(volume[i]) ? char.ToUpperInvariant(volume[i]) : '_';
            }
        });
    }
}
