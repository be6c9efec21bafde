using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Pods.Store;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Store;

/// <summary>Whatever is appended, and wherever the file is cut off after it, a reader sees what was said up to some line.</summary>
public sealed class PodJournalProperties
{
    private static readonly PodJournalKind[] Kinds = [PodJournalKind.Intent, PodJournalKind.Status, PodJournalKind.Tombstone, PodJournalKind.Removed];

    [Fact]
    public void Append_ThenCutOffAnywhereAndGoOn_IsAPrefixOfWhatWasSaid()
    {
        var line = from kind in Gen.Elements(Kinds) from uid in Gen.Choose(0, 3) from length in Gen.Choose(0, 40) select (kind, uid, length);
        var batches = Gen.Choose(1, 5).SelectMany(count => line.ListOf(count)).ListOf(6);
        Prop.ForAll(batches.ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (said, cut) =>
        {
            using var directory = new TempDirectory();
            var prefixes = new List<Dictionary<(PodJournalKind, string), string>> { new() };
            using (var journal = new PodJournal(directory.Path))
            {
                foreach (var batch in said)
                {
                    var records = batch.Select((one, i) => PodJournalTests.Line(one.kind, $"u{one.uid}", new string((char)('a' + i), one.length))).ToList();
                    journal.Append(records);
                    prefixes.AddRange(batch.Select((one, i) => (one.kind, $"u{one.uid}", new string((char)('a' + i), one.length)))
                        .Aggregate(new List<Dictionary<(PodJournalKind, string), string>>(), (all, one) => [.. all, Said(all.Count > 0 ? all[^1] : prefixes[^1], one)]));
                }
            }

            var path = directory[PodJournal.FileName];
            using (var file = File.OpenWrite(path))
            {
                file.SetLength(file.Length * cut / 1000);
            }

            var found = PodJournalTests.Contents(directory.Path);
            var isPrefix = prefixes.Any(prefix => Same(prefix, found));
            using (var next = new PodJournal(directory.Path))
            {
                next.Append([PodJournalTests.Line(PodJournalKind.Intent, "next", "agent")]);
            }

            var after = PodJournalTests.Contents(directory.Path);
            return isPrefix && Same(new(found) { [(PodJournalKind.Intent, "next")] = "agent" }, after);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TryParse_AnyBytes_NeverThrows() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        bytes => !PodJournalLine.TryParse(bytes, out _, out var uid, out _) || PodJournalLine.IsUid(uid)).QuickCheckThrowOnFailure();

    private static Dictionary<(PodJournalKind, string), string> Said(Dictionary<(PodJournalKind, string), string> before, (PodJournalKind Kind, string Uid, string Text) line)
    {
        var after = before.Where(known => line.Kind != PodJournalKind.Removed || known.Key.Item2 != line.Uid).ToDictionary();
        if (line.Kind != PodJournalKind.Removed)
        {
            after[(line.Kind, line.Uid)] = line.Text;
        }

        return after;
    }

    private static bool Same(Dictionary<(PodJournalKind, string), string> one, Dictionary<(PodJournalKind, string), string> other) =>
        one.Count == other.Count && one.All(line => other.TryGetValue(line.Key, out var text) && text == line.Value);
}
