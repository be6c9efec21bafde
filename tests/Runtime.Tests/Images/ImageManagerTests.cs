using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Images;

public sealed class ImageManagerTests : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeResolver _first = new("first");
    private readonly FakeResolver _second = new("second");
    private readonly List<string> _pulling = [];
    private readonly ImageManager _images;

    public ImageManagerTests() => _images = Open();

    public async ValueTask DisposeAsync()
    {
        await _images.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(PullPolicies.IfNotPresent, true, 0)]
    [InlineData(PullPolicies.IfNotPresent, false, 1)]
    [InlineData(PullPolicies.Always, true, 1)]
    [InlineData(PullPolicies.Never, true, 0)]
    public async Task Obtain_ByPolicy_PullsOrNot(string policy, bool present, int pulls)
    {
        _first.Offered.Add("web");
        if (present)
        {
            _first.Present.Add("web");
        }

        var obtained = await ObtainAsync("web", policy);

        Assert.Equal(pulls, _first.Pulls);
        Assert.Equal("id-web", obtained.Image.Id);
        Assert.Equal(pulls == 0 ? [] : ["Pulling image \"web\" (resolver first)"], _pulling);
        Assert.StartsWith(
            pulls == 0 ? "Container image \"web\" already present on machine (resolver first)" : "Successfully pulled image \"web\" (resolver first) in ",
            obtained.Message,
            StringComparison.Ordinal);
        Assert.Equal(pulls > 0, obtained.Message.EndsWith(" including waiting). Image size: 12 bytes.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Obtain_NeverAndAbsent_SaysSoWithTheKubeletsWords()
    {
        _first.Offered.Add("web");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => ObtainAsync("web", PullPolicies.Never));
        Assert.Equal(ErrorReason.NotFound, failure.Reason);
        Assert.Equal("Container image \"web\" is not present with pull policy of Never", failure.Message);
        Assert.Equal(0, _first.Pulls);
    }

    [Fact]
    public async Task Obtain_NotFound_GoesToTheNext()
    {
        _second.Offered.Add("web");
        var obtained = await ObtainAsync("web");
        Assert.Equal("second", obtained.Resolver);
        Assert.Contains("(resolver second)", obtained.Message, StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => ObtainAsync("other"));
        Assert.Equal(ErrorReason.NotFound, failure.Reason);
        Assert.Contains("first, second", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorReason.Transient)]
    [InlineData(ErrorReason.Denied)]
    [InlineData(ErrorReason.Invalid)]
    public async Task Obtain_AnyOtherFailure_EndsTheSearch(ErrorReason reason)
    {
        _first.Failure = new ProviderException(reason, "no");
        _second.Offered.Add("web");
        Assert.Equal(reason, (await Assert.ThrowsAsync<ProviderException>(() => ObtainAsync("web"))).Reason);
        Assert.Equal(0, _second.Pulls);
    }

    [Fact]
    public async Task Obtain_Scheme_AsksThatResolverAlone()
    {
        _second.Offered.Add("second:web");
        var obtained = await ObtainAsync("second:web");
        Assert.Equal("second", obtained.Resolver);
        Assert.DoesNotContain("resolver", obtained.Message, StringComparison.Ordinal);
        Assert.Equal(0, _first.Pulls);
    }

    [Fact]
    public async Task Obtain_HostProgramsOnly_RefusesBareNames()
    {
        await using var images = ImageManager.ForHostPrograms(_directory["host"]);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => images.ObtainAsync(
            new ImageRequest { Reference = "nginx:1.25" }, ImageForms.Host, _ => { }, CancellationToken.None));
        Assert.Equal(ErrorReason.Unsupported, failure.Reason);
        Assert.Contains("host:/absolute/path", failure.Message, StringComparison.Ordinal);
        failure = await Assert.ThrowsAsync<ProviderException>(() => images.ObtainAsync(
            new ImageRequest { Reference = "host:sh" }, ImageForms.Layers, _ => { }, CancellationToken.None));
        Assert.Equal(ErrorReason.Unsupported, failure.Reason);
        Assert.False(Directory.Exists(_directory["host"]));
    }

    [Fact]
    public async Task Obtain_ManyAtOnce_PullsOnceForEachSetOfCredentials()
    {
        _first.Offered.Add("web");
        var gate = new TaskCompletionSource();
        _first.Gate = gate.Task;
        using var impatient = new CancellationTokenSource();
        var given = ImageForms.Layers;
        var leaving = _images.ObtainAsync(new ImageRequest { Reference = "web" }, given, _ => { }, impatient.Token);
        var same = Enumerable.Range(0, 5).Select(_ => ObtainAsync("web")).ToList();
        var other = _images.ObtainAsync(
            new ImageRequest { Reference = "web", PullSecrets = [new PullSecret { Registry = "r", Username = "u", Password = "p" }] }, given, _ => { }, CancellationToken.None);
        await Eventually.TrueAsync(() => _first.Pulls == 2, "two pulls");
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        gate.SetResult();
        Assert.All(await Task.WhenAll([.. same, other]), obtained => Assert.Equal("id-web", obtained.Image.Id));
        Assert.Equal(2, _first.Pulls);
    }

    [Fact]
    public async Task Lease_OfAContainer_OutlivesTheAgentUntilThePodIsGone()
    {
        _first.Present.Add("web");
        var pod = new PodId { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "u" };
        var container = new ContainerId { Pod = pod, Name = "main", Attempt = 3 };
        await _images.ObtainAsync(new ImageRequest { Reference = "web", Container = container }, ImageForms.Layers, _ => { }, CancellationToken.None);

        await using var next = Open();
        Assert.Equal("id-web", next.Recall(container)?.Id);
        Assert.Equal("u", Assert.Single(next.Leases.UsersOf("first", image => image.Id == "id-web")).Uid);
        Assert.Empty(next.Leases.UsersOf("second", _ => true));
        next.Release(pod);
        Assert.Null(next.Recall(container));
        await using var last = Open();
        Assert.Null(last.Recall(container));
    }

    [Fact]
    public void Create_UnknownResolver_SaysWhich() =>
        Assert.Contains("\"no\"", Assert.Throws<ArgumentException>(() => Open("no")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(350, "350ms")]
    [InlineData(1250, "1.25s")]
    [InlineData(62_500, "1m2.5s")]
    [InlineData(3_600_000, "1h0m0s")]
    public void PullTime_Always_IsWrittenAsAKubeletDoes(int milliseconds, string text) =>
        Assert.Equal(text, PullTime.Format(TimeSpan.FromMilliseconds(milliseconds)));

    private ImageManager Open(params string[] resolvers) => ImageManager.Create(
        new ImageOptions { Directory = _directory.Path, Resolvers = resolvers.Length > 0 ? resolvers : ["first", "second"] },
        [_first, _second],
        new ImageLeases(_directory["leases"]),
        TimeProvider.System,
        NullLogger.Instance);

    private Task<ObtainedImage> ObtainAsync(string reference, string policy = PullPolicies.IfNotPresent) => _images.ObtainAsync(
        new ImageRequest { Reference = reference, PullPolicy = policy }, ImageForms.Layers, _pulling.Add, CancellationToken.None);
}
