using System.Text;
using System.Text.Json;

namespace Reeve.Runtime.Kubernetes.Resources;

/// <summary>
/// Gives short texts that were read before instead of new ones: of the texts of a pod nearly all are those of every other pod
/// (<c>Always</c>, <c>NoExecute</c>, names of accounts and images). Forgets by itself; what is in it is bounded. Thread-safe.
/// </summary>
internal static class SharedText
{
    // A UID is to be found again in the next version of its object; what is longer is seldom said twice.
    private const int MaxLength = 64;
    private const int Slots = 4096;

    private static readonly string?[] Texts = new string?[Slots];

    /// <summary>Reads a text, or a name.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
            || reader.HasValueSequence
            || reader.ValueIsEscaped
            || reader.ValueSpan.Length is 0 or > MaxLength)
        {
            return reader.GetString();
        }

        var hash = new HashCode();
        hash.AddBytes(reader.ValueSpan);
        ref var slot = ref Texts[(uint)hash.ToHashCode() % Slots];
        if (slot is { } known && Ascii.Equals(reader.ValueSpan, known))
        {
            return known;
        }

        return slot = reader.GetString();
    }
}
