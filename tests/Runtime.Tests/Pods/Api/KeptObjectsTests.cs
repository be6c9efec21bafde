using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Api;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Api;

public sealed class KeptObjectsTests : IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(30);
    private static readonly ObjectKey Key = new() { Kind = "ConfigMap", Namespace = "default", Name = "c" };

    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly FakeObjects _objects = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Find_ServerAwayAfterARestart_IsWhatWasLastKnown()
    {
        _objects.Set(FakeObjects.ConfigMap("c", ("k", "1")));
        await FindAsync(Key);
        _objects.Set(FakeObjects.ConfigMap("c", ("k", "2")));
        await FindAsync(Key);
        _objects.FailsWith = "Away.";

        Assert.Equal("2", (await FindAsync(Key))?.Data["k"]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(_directory.Path))));
        }
    }

    [Fact]
    public async Task Find_ServerAway_WhatIsKnownNotToExistDoesNot_AndWhatWasNeverAskedIsNotKnown()
    {
        Assert.Null(await FindAsync(Key));
        _objects.FailsWith = "Away.";

        Assert.Null(await FindAsync(Key));
        await Assert.ThrowsAsync<ProviderException>(() => FindAsync(Key with { Name = "other" }));
    }

    [Fact]
    public async Task Find_Secret_IsNeverKept()
    {
        _objects.Set(FakeObjects.Secret("s", ("k", "v")));
        using var kept = Open();
        var source = new KeptObjectSource(_objects, kept);
        var key = Key with { Kind = "Secret", Name = "s" };
        Assert.NotNull(await source.FindAsync<Secret>(key, CancellationToken.None));
        await source.GetJsonAsync(key, CancellationToken.None);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
        _objects.FailsWith = "Away.";
        await Assert.ThrowsAsync<ProviderException>(() => source.FindAsync<Secret>(key, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Find_FileIsDamaged_CountsAsUnknown()
    {
        _objects.Set(FakeObjects.ConfigMap("c", ("k", "1")));
        await FindAsync(Key);
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(_directory.Path)), "[{");
        _objects.FailsWith = "Away.";

        Assert.Equal("Away.", (await Assert.ThrowsAsync<ProviderException>(() => FindAsync(Key))).Message);
    }

    [Fact]
    public async Task Sweep_NobodyRefersToItAnyMore_IsDeleted()
    {
        _objects.Set(FakeObjects.ConfigMap("c", ("k", "1")));
        using var kept = Open();
        var source = new KeptObjectSource(_objects, kept);
        await source.FindAsync<ConfigMap>(Key, CancellationToken.None);
        var watch = source.Watch(Key, static () => { });

        _time.Advance(Linger * 3);
        Assert.Single(Directory.GetFiles(_directory.Path));
        watch.Dispose();
        _time.Advance(Linger * 2);
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task Sweep_OfAnEarlierAgent_StaysUntilItsPodsHaveHadTheirTurn()
    {
        _objects.Set(FakeObjects.ConfigMap("c", ("k", "1")));
        await FindAsync(Key);
        using var kept = Open();

        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Single(Directory.GetFiles(_directory.Path));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    // As an agent that was just started.
    private async Task<ConfigMap?> FindAsync(ObjectKey key)
    {
        using var kept = Open();
        return await new KeptObjectSource(_objects, kept).FindAsync<ConfigMap>(key, CancellationToken.None);
    }

    private KeptObjects Open() => new(_directory.Path, Linger, _time, NullLogger.Instance);
}
