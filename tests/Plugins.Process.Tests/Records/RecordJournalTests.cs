using Reeve.Plugins.Process.Records;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Records;

public sealed class RecordJournalTests : IDisposable
{
    private const string Started = "started 10 111 11 222 boot 1700000000000000000 {\"label\":1}";

    private readonly string _directory = Directory.CreateTempSubdirectory("reeve-journal-").FullName;

    [LinuxFact]
    public void Open_LinesOfAFormerAgent_AreFoundAgain()
    {
        using (var former = new RecordJournal(_directory))
        {
            former.Open();
            foreach (var token in new[] { "a", "b", "c" })
            {
                Append(former.Add(token), $"{token} {Started}\n");
            }

            Append(Segments()[0], "b exited 3 1700000000000000000 \n");
            former.Remove("c");
        }

        using var journal = new RecordJournal(_directory);
        var entries = journal.Open().OrderBy(entry => entry.Token, StringComparer.Ordinal).ToList();

        Assert.Equal(["a", "b"], entries.Select(entry => entry.Token));
        Assert.All(entries, entry => Assert.Equal((11, "{\"label\":1}"), (entry.Start!.MainPid, entry.Label)));
        Assert.Null(entries[0].End);
        Assert.Equal((EndKind.Exited, 3), (entries[1].End!.Kind, entries[1].End!.Number));
    }

    [LinuxFact]
    public void ReadEnd_SupervisorAppended_IsSeenAtOnce()
    {
        using var journal = new RecordJournal(_directory);
        journal.Open();
        var path = journal.Add("a");
        Assert.Null(journal.ReadEnd("a"));

        Append(path, $"a {Started}\na signaled 9 ");
        Assert.Null(journal.ReadEnd("a"));
        Append(path, "1700000000000000000 \n");

        Assert.Equal((EndKind.Signaled, 9), (journal.ReadEnd("a")!.Kind, journal.ReadEnd("a")!.Number));
    }

    [LinuxFact]
    public void Add_TokenInUse_IsAConflict()
    {
        using var journal = new RecordJournal(_directory);
        journal.Open();
        journal.Add("a");

        Assert.Equal(ErrorReason.Conflict, Assert.Throws<ProviderException>(() => journal.Add("a")).Reason);
        journal.Remove("a");
        journal.Add("a");
    }

    [LinuxFact]
    public void Add_JournalHasGrown_BeginsAnotherFileAndDropsTheOldWithItsLastContainer()
    {
        using var journal = new RecordJournal(_directory);
        journal.Open();
        var first = journal.Add("a");
        Append(first, $"a {Started}\n" + string.Concat(Enumerable.Repeat($"x exited 0 1 {new string('y', 1000)}\n", 1100)));
        journal.ReadEnd("a");

        var second = journal.Add("b");
        Assert.NotEqual(first, second);
        Assert.True(File.Exists(first));
        journal.Remove("a");

        Assert.Equal([second], Segments());
    }

    [LinuxFact]
    public void Open_NothingLeft_KeepsNoFileOfFormerAgents()
    {
        for (var i = 0; i < 3; i++)
        {
            using var journal = new RecordJournal(_directory);
            Assert.Empty(journal.Open());
            journal.Add("a");
            journal.Remove("a");
        }

        Assert.Single(Segments());
    }

    [LinuxFact]
    public void Open_LongLabelsAndATornLine_AreReadAsFarAsTheyAreWhole()
    {
        var label = new string('z', 100_000);
        using (var former = new RecordJournal(_directory))
        {
            former.Open();
            Append(former.Add("a"), $"a started 10 111 11 222 boot 1700000000000000000 {label}\nb started 10 1");
        }

        using var journal = new RecordJournal(_directory);

        Assert.Equal(label, Assert.Single(journal.Open()).Label);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static void Append(string path, string text) => File.AppendAllText(path, text);

    private string[] Segments() => Directory.GetFiles(Path.Combine(_directory, "containers"));
}
