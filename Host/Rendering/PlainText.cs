namespace Reeve.Host.Rendering;

/// <summary>Makes text from workloads and files harmless for a terminal.</summary>
internal static class PlainText
{
    /// <summary>Replaces control characters by spaces.</summary>
    public static string OneLine(string text) =>
        text.Any(char.IsControl) ? new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim() : text;
}
