using System.Text;
using System.Text.Json;

namespace Reeve.Runtime.Operations.Secrets;

/// <summary>
/// Replaces secrets by stars, also in the forms that they take in what programs write: Base64, URLs, JSON strings, single lines of secrets of
/// several. A secret of fewer than four characters would turn every text to stars: those are replaced only where they stand alone.
/// Thread-safe.
/// </summary>
internal sealed class Redactor
{
    private const string Stars = "***";
    private const int ShortestAnywhere = 4;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private string[] _forms = [];

    /// <summary>Learns a secret.</summary>
    public void Add(string secret)
    {
        lock (_lock)
        {
            if (secret.Length == 0 || !_known.Add(secret))
            {
                return;
            }

            // The longest first: a form may be part of another.
            _forms = [.. _known.SelectMany(FormsOf).Where(form => form.Length >= ShortestAnywhere).Distinct().OrderByDescending(form => form.Length)];
        }
    }

    /// <summary>A text without secrets.</summary>
    public string Redact(string text)
    {
        string[] forms;
        lock (_lock)
        {
            forms = _forms;
            if (_known.Contains(text.Trim()))
            {
                return Stars;
            }
        }

        foreach (var form in forms)
        {
            text = text.Replace(form, Stars, StringComparison.Ordinal);
        }

        return text;
    }

    private static IEnumerable<string> FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return secret;
        yield return Convert.ToBase64String(bytes);
        yield return Convert.ToBase64String([.. bytes, (byte)'\n']);
        yield return Uri.EscapeDataString(secret);
        yield return JsonEncodedText.Encode(secret).ToString();
        foreach (var line in secret.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            yield return line;
        }
    }
}
