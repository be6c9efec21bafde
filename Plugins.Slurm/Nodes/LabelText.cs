namespace Reeve.Plugins.Slurm.Nodes;

/// <summary>Makes names and values of labels of names that Slurm allows and Kubernetes does not.</summary>
internal static class LabelText
{
    private const int MaxLength = 63;

    /// <summary>The nearest text that may be a label's value or the last part of its name: letters, digits and <c>-_.</c>, at most 63, a letter or digit at both ends; empty if nothing is left.</summary>
    public static string Of(string text)
    {
        var safe = string.Concat(text.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' ? sign : '-')).Trim('-', '_', '.');
        return safe.Length <= MaxLength ? safe : safe[..MaxLength].TrimEnd('-', '_', '.');
    }
}
