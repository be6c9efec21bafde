namespace Reeve.Plugins.Slurm.Jobs.Files;

/// <summary>
/// Marks in texts for what only the job knows. The runner puts the values in their place. They begin with a word that occurs in no text of the
/// pod, so that nothing else can be taken for one.
/// </summary>
internal sealed class Placeholders
{
    private readonly string _word;

    private Placeholders(string word) => _word = word;

    /// <summary>The word that all begin with.</summary>
    public string Word => _word;

    /// <summary>The primary address of the compute node.</summary>
    public string Address => _word + ":ip:";

    /// <summary>All its addresses, with commas.</summary>
    public string Addresses => _word + ":ips:";

    /// <summary>The name of the present attempt's instance.</summary>
    public string Instance => _word + ":instance:";

    /// <summary>A directory of this job on the compute node.</summary>
    public string Scratch => _word + ":scratch:";

    /// <summary>How many tasks the job has.</summary>
    public string Tasks => _word + ":tasks:";

    /// <summary>Finds a word.</summary>
    /// <param name="texts">All texts of the pod that reach the job.</param>
    public static Placeholders For(IReadOnlyCollection<string> texts)
    {
        for (var number = 0; ; number++)
        {
            var word = $"@reeve{number}";
            if (!texts.Any(text => text.Contains(word, StringComparison.Ordinal)))
            {
                return new Placeholders(word);
            }
        }
    }
}
