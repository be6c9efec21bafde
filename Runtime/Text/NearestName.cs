namespace Reeve.Runtime.Text;

/// <summary>Guesses which known name a mistyped one was meant to be, for error messages. Pure.</summary>
public static class NearestName
{
    // Nobody mistypes so long a word, and the work grows with the square.
    private const int LongestGuessed = 100;

    /// <summary>The nearest known name, where one is near enough to be meant; the first by order among equals.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">What it may have been.</param>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestGuessed)
        {
            return null;
        }

        var folded = Fold(name);
        var (best, distance) = known
            .Select(candidate => (Name: candidate, Distance: Distance(folded, Fold(candidate))))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault((Name: "", Distance: int.MaxValue));
        return distance <= Math.Max(1, best.Length / 3) ? best : null;
    }

    /// <summary><c>; did you mean "x"?</c>, or nothing if no known name is near.</summary>
    /// <inheritdoc cref="Find"/>
    public static string Suggest(string name, IEnumerable<string> known) =>
        Find(name, known) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";

    /// <summary>Edits between two words: insert, delete, replace, or swap two neighbours (optimal string alignment).</summary>
    /// <param name="a">A word.</param>
    /// <param name="b">Another one.</param>
    public static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Step(i, j);
            }
        }

        return table[a.Length, b.Length];

        int Step(int i, int j)
        {
            var cost = a[i - 1] == b[j - 1] ? 0 : 1;
            var best = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
            var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
        }
    }

    // Case and separators are the commonest mistakes: state_directory, state-directory, STATEDIRECTORY.
    private static string Fold(string name) =>
        new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
