namespace Reeve.Runtime.Manifests.Typing;

/// <summary>Guesses which name was meant.</summary>
internal static class NearestName
{
    private const int LongestGuessed = 64;

    /// <summary>The nearest of the known names, where one is near enough to be meant; the first by order among equals.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestGuessed)
        {
            return null;
        }

        var best = known.Select(k => (Name: k, Distance: Distance(name, k))).OrderBy(static k => k.Distance).ThenBy(static k => k.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(1, best.Name.Length / 3) ? best.Name : null;
    }

    /// <summary>Insertions, deletions, changes and swaps of neighbours that lead from one to the other, whatever the case of letters.</summary>
    private static int Distance(string a, string b)
    {
        var (left, right) = (a.ToUpperInvariant(), b.ToUpperInvariant());
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Step(rows, left, right, i, j);
            }
        }

        return rows[left.Length, right.Length];
    }

    private static int Step(int[,] rows, string left, string right, int i, int j)
    {
        var change = left[i - 1] == right[j - 1] ? 0 : 1;
        var best = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + change);
        return i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }
}
