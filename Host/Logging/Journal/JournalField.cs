using System.Text;

namespace Reeve.Host.Logging.Journal;

/// <summary>Names of fields of journal entries.</summary>
internal static class JournalField
{
    // journald drops fields with longer names.
    private const int MaxName = 64;

    /// <summary>The field for a value of a message template: <c>podUid</c> becomes <c>REEVE_POD_UID</c>.</summary>
    /// <param name="name">The value's name.</param>
    /// <returns>A name of capital letters, digits and <c>_</c>.</returns>
    public static string For(string name)
    {
        var field = new StringBuilder("REEVE_");
        var previous = '_';
        foreach (var letter in name)
        {
            if (field.Length >= MaxName - 1)
            {
                break;
            }

            if (char.IsAsciiLetterUpper(letter) && (char.IsAsciiLetterLower(previous) || char.IsAsciiDigit(previous)))
            {
                field.Append('_');
            }

            field.Append(char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_');
            previous = letter;
        }

        return field.ToString();
    }
}
