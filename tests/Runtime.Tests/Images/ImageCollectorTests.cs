using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Images;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Tests.Images;

public sealed class ImageCollectorTests
{
    private const long Total = 1000;
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData(100, 800, 5)] // below the upper threshold
    [InlineData(100, 850, 4)] // 50 too much
    [InlineData(100, 950, 3)] // 150 too much
    [InlineData(100, 1000, 3)] // what is in use, or new, stays
    public async Task Collect_DiskTooFull_RemovesTheLongestUnused(long size, long used, int left)
    {
        var store = new FakeResolver("s");
        store.Stored.AddRange([Image("old", size, 50), Image("older", size, 60), Image("oldest", size, 70, inUse: true), Image("new", size, 1, created: 1), Image("used", size, 0, inUse: true)]);
        var removed = 0L;
        await using var collector = Collector(new ImageOptions { Directory = "/" }, store, () => used - ((5 - store.Stored.Count) * size));
        removed += await collector.CollectAsync(all: false, CancellationToken.None);
        Assert.Equal(left, store.Stored.Count);
        Assert.Equal((5 - left) * size, removed);
        Assert.True(left == 5 || store.Stored.All(image => image.Id != "older"));
    }

    [Fact]
    public async Task Collect_MaximumAge_RemovesWhatNothingUsedForSoLong()
    {
        var store = new FakeResolver("s");
        store.Stored.AddRange([Image("old", 1, 50), Image("older", 1, 70), Image("used", 1, 80, inUse: true)]);
        await using var collector = Collector(new ImageOptions { Directory = "/", MaximumAge = TimeSpan.FromMinutes(60) }, store, () => 0);
        await collector.CollectAsync(all: false, CancellationToken.None);
        Assert.Equal(["old", "used"], store.Stored.Select(image => image.Id));
    }

    [Fact]
    public async Task Collect_All_LeavesOnlyWhatIsUsed()
    {
        var store = new FakeResolver("s");
        store.Stored.AddRange([Image("new", 1, 0, created: 0), Image("used", 1, 80, inUse: true)]);
        await using var collector = Collector(new ImageOptions { Directory = "/" }, store, () => 0);
        await collector.CollectAsync(all: true, CancellationToken.None);
        Assert.Equal(["used"], store.Stored.Select(image => image.Id));
    }

    private static ImageCollector Collector(ImageOptions options, FakeResolver store, Func<long> used) => new(
        options, [store], TimeProvider.System, NullLogger.Instance,
        _ => new FileSystemUsage { TotalBytes = Total, AvailableBytes = Total - used(), Inodes = 0, FreeInodes = 0 });

    private static StoredImage Image(string id, long size, int unusedMinutes, int created = 100, bool inUse = false) => new()
    {
        Id = id, Resolver = "s", SizeBytes = size, InUse = inUse,
        CreatedAt = Now - TimeSpan.FromMinutes(created), LastUsedAt = Now - TimeSpan.FromMinutes(unusedMinutes),
    };
}
