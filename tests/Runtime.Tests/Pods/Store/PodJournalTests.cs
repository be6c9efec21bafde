using System.Text;
using Reeve.Runtime.Pods.Store;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Store;

public sealed class PodJournalTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string File => _directory[PodJournal.FileName];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Tidy_MostDoesNotCountAnyMore_KeepsWhatCounts()
    {
        using var journal = new PodJournal(_directory.Path);
        var large = new string('x', 10_000);
        for (var i = 0; i < 200; i++)
        {
            journal.Append([Line(PodJournalKind.Intent, $"u{i}", large), Line(PodJournalKind.Status, $"u{i}", $"old {i}")]);
            journal.Append([Line(PodJournalKind.Status, $"u{i}", $"new {i}")]);
            if (i % 10 != 0)
            {
                journal.Append([Line(PodJournalKind.Removed, $"u{i}", "")]);
            }
        }

        journal.Tidy();

        Assert.InRange(new FileInfo(File).Length, 20 * large.Length, 21 * large.Length);
        Assert.False(System.IO.File.Exists(File + ".tmp"));
        journal.Append([Line(PodJournalKind.Tombstone, "u0", "last")]);
        var contents = Contents();
        Assert.Equal(20, contents.Count(line => line.Key.Kind == PodJournalKind.Intent && line.Value == large));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"new {i * 10}").Order(), contents.Where(line => line.Key.Kind == PodJournalKind.Status).Select(line => line.Value).Order());
        Assert.Equal("last", contents[(PodJournalKind.Tombstone, "u0")]);
    }

    [Fact]
    public void Tidy_SmallOrMostCounts_LeavesTheFile()
    {
        using var journal = new PodJournal(_directory.Path);
        journal.Append([Line(PodJournalKind.Intent, "u", "a")]);
        journal.Append([Line(PodJournalKind.Removed, "u", "")]);
        journal.Tidy();
        var small = new FileInfo(File).Length;
        Assert.NotEqual(0, small);

        journal.Append([Line(PodJournalKind.Intent, "v", new string('x', (int)PodJournal.SmallestToTidy))]);
        journal.Tidy();
        Assert.InRange(new FileInfo(File).Length, PodJournal.SmallestToTidy + small, long.MaxValue);
    }

    [Fact]
    public void Tidy_CannotBeDone_SaysSoAndGoesOnWithTheOldFile()
    {
        using var journal = new PodJournal(_directory.Path);
        var large = new string('x', (int)PodJournal.SmallestToTidy);
        journal.Append([Line(PodJournalKind.Intent, "u", large), Line(PodJournalKind.Removed, "u", "")]);
        Directory.CreateDirectory(File + ".tmp"); // in the way

        Assert.ThrowsAny<Exception>(journal.Tidy);
        journal.Append([Line(PodJournalKind.Intent, "v", "kept")]);
        journal.Tidy(); // not again before there is more to win
        Assert.Equal("kept", Contents()[(PodJournalKind.Intent, "v")]);

        Directory.Delete(File + ".tmp");
        journal.Append([Line(PodJournalKind.Intent, "u", large), Line(PodJournalKind.Removed, "u", "")]);
        journal.Tidy();
        Assert.Equal("kept", Assert.Single(Contents()).Value);
        Assert.InRange(new FileInfo(File).Length, 0, 100);
    }

    [Theory]
    [InlineData(nameof(PodJournalStep.Appended))]
    [InlineData(nameof(PodJournalStep.Flushed))]
    public void Append_Fails_NothingOfItCounts(string at)
    {
        var fails = false;
        using var journal = new PodJournal(_directory.Path, step =>
        {
            if (fails && step.ToString() == at)
            {
                throw new IOException("the disk is broken");
            }
        });
        journal.Append([Line(PodJournalKind.Intent, "u", "before")]);
        fails = true;
        Assert.Throws<IOException>(() => journal.Append([Line(PodJournalKind.Intent, "u", "failed"), Line(PodJournalKind.Intent, "v", "failed")]));
        Assert.Equal("before", Assert.Single(Contents()).Value);

        fails = false;
        journal.Append([Line(PodJournalKind.Intent, "w", "")]);
        Assert.Equal(["", "before"], Contents().Values.Order());
    }

    [Fact]
    public void Kill_AtAnyStep_LeavesAllThatWasSaidToBeThere()
    {
        // Copies of the directory, as they are at each step, are what an agent that was killed there leaves behind.
        var said = new Dictionary<(PodJournalKind, string), string>();
        var left = new List<(string Directory, Dictionary<(PodJournalKind, string), string> Said, Dictionary<(PodJournalKind, string), string> Asked)>();
        var asked = said;
        using var journal = new PodJournal(_directory.Path, step =>
        {
            var copy = Directory.CreateDirectory(_directory[$"copy-{left.Count}-{step}"]).FullName;
            foreach (var file in Directory.GetFiles(_directory.Path))
            {
                System.IO.File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }

            left.Add((copy, said, asked));
        });
        for (var i = 0; i < 8; i++)
        {
            Say(PodJournalKind.Intent, $"u{i % 2}", new string((char)('a' + i), (int)PodJournal.SmallestToTidy / 3));
            Say(PodJournalKind.Status, $"u{i}", $"{i}");
        }

        Assert.Contains(left, copy => copy.Directory.EndsWith(nameof(PodJournalStep.CopyFlushed), StringComparison.Ordinal));
        Assert.All(left, copy =>
        {
            using (var next = new PodJournal(copy.Directory))
            {
                var found = Contents(copy.Directory);
                Assert.True(Same(found, copy.Said) || Same(found, copy.Asked), copy.Directory);
                next.Append([Line(PodJournalKind.Intent, "next", "agent")]);
            }

            Assert.Equal("agent", Contents(copy.Directory)[(PodJournalKind.Intent, "next")]);
        });

        void Say(PodJournalKind kind, string uid, string text)
        {
            asked = new(said) { [(kind, uid)] = text };
            journal.Append([Line(kind, uid, text)]);
            said = asked;
            journal.Tidy();
        }
    }

    internal static PodJournalRecord Line(PodJournalKind kind, string uid, string text)
    {
        var line = kind == PodJournalKind.Removed ? $"removed {uid}\n" : $"{kind.ToString().ToLowerInvariant()} {uid} \"{text}\"\n";
        return new(kind, uid, Encoding.UTF8.GetBytes(line), Durable: true);
    }

    /// <summary>What counts of a journal as a reader sees it.</summary>
    internal static Dictionary<(PodJournalKind Kind, string Uid), string> Contents(string directory)
    {
        var contents = new Dictionary<(PodJournalKind, string), string>();
        PodJournalScan.Read(Path.Combine(directory, PodJournal.FileName), (_, line) =>
        {
            Assert.True(PodJournalLine.TryParse(line, out var kind, out var uid, out var json));
            if (kind == PodJournalKind.Removed)
            {
                foreach (var key in contents.Keys.Where(key => key.Item2 == uid).ToArray())
                {
                    contents.Remove(key);
                }
            }
            else
            {
                contents[(kind, uid)] = Encoding.UTF8.GetString(json.Span).Trim('"');
            }
        });
        return contents;
    }

    private static bool Same(Dictionary<(PodJournalKind, string), string> one, Dictionary<(PodJournalKind, string), string> other) =>
        one.Count == other.Count && one.All(line => other.TryGetValue(line.Key, out var text) && text == line.Value);

    private Dictionary<(PodJournalKind Kind, string Uid), string> Contents() => Contents(_directory.Path);
}
