using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Tests.Kubernetes.Fakes;

namespace Reeve.Runtime.Tests.Kubernetes.Reflectors;

public sealed class ChangeStreamTests
{
    [Theory]
    [InlineData("Added Modified", "Added")]
    [InlineData("Added Deleted", "")]
    [InlineData("Modified Modified", "Modified")]
    [InlineData("Modified Deleted", "Deleted")]
    [InlineData("Deleted Added", "Modified")]
    [InlineData("Added Deleted Added", "Added")]
    public async Task Write_ChangesOfOneObject_BecomeOne(string written, string read)
    {
        var stream = new ChangeStream<ConfigMap>();
        foreach (var kind in written.Split(' ').Select(Enum.Parse<ObjectChangeKind>))
        {
            stream.Write(new() { Kind = kind, Object = Answers.Map("a") });
        }

        stream.Write(new() { Kind = ObjectChangeKind.Synced });
        var kinds = await ReadUntilSyncedAsync(stream);
        Assert.Equal(read, string.Join(' ', kinds));
        Assert.Equal(0, stream.Depth);
    }

    [Fact]
    public void Write_AnyChanges_ReaderEndsWithTheSameObjectsAndDepthIsBounded()
    {
        var change = from name in Gen.Choose(0, 3)
                     from read in Gen.Elements(true, false, false)
                     from delete in Gen.Elements(true, false)
                     select (name, read, delete);
        Prop.ForAll(change.ListOf().ToArbitrary(), changes =>
        {
            var (there, seen) = (new HashSet<string>(), new HashSet<string>());
            var store = new ObjectStore<ConfigMap>();
            var stream = store.Open();
            var version = 0;
            foreach (var (number, read, delete) in changes)
            {
                var map = Answers.Map(Answers.Text(number), Answers.Text(++version));
                store.Apply(delete ? WatchEventTypes.Deleted : WatchEventTypes.Modified, map);
                _ = delete ? there.Remove(map.Metadata.Name) : there.Add(map.Metadata.Name);
                Assert.InRange(stream.Depth, 0, 4);
                if (read)
                {
                    Drain(stream, seen);
                    Assert.Equal(there.Order(), seen.Order());
                }
            }

            Drain(stream, seen);
            Assert.Equal(there.Order(), seen.Order());
        }).QuickCheckThrowOnFailure();
    }

    private static void Drain(ChangeStream<ConfigMap> stream, HashSet<string> seen)
    {
        stream.Write(new() { Kind = ObjectChangeKind.Synced });
        var changes = stream.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        while (true)
        {
            var moved = changes.MoveNextAsync();
            Assert.True(moved.IsCompletedSuccessfully && moved.Result);
            if (changes.Current.Object is not { } map)
            {
                return;
            }

            Assert.True(changes.Current.Kind switch
            {
                ObjectChangeKind.Added => seen.Add(map.Metadata.Name),
                ObjectChangeKind.Deleted => seen.Remove(map.Metadata.Name),
                _ => seen.Contains(map.Metadata.Name),
            });
        }
    }

    private static async Task<List<ObjectChangeKind>> ReadUntilSyncedAsync(ChangeStream<ConfigMap> stream)
    {
        var kinds = new List<ObjectChangeKind>();
        await foreach (var change in stream.ReadAsync(CancellationToken.None))
        {
            if (change.Kind == ObjectChangeKind.Synced)
            {
                break;
            }

            kinds.Add(change.Kind);
        }

        return kinds;
    }
}
