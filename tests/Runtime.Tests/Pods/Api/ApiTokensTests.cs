using System.Net;
using NSubstitute;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Pods.Api;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Api;

public sealed class ApiTokensTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly IKubernetesApi _api = Substitute.For<IKubernetesApi>();
    private readonly List<TokenRequest> _requests = [];
    private TimeSpan _life = TimeSpan.FromHours(1);
    private KubernetesApiException? _failure;

    public ApiTokensTests() => _api
        .CreateAsync(Arg.Any<KubernetesResource<TokenRequest>>(), Arg.Any<string?>(), Arg.Any<string>(), Arg.Any<TokenRequest>(), Arg.Any<WriteOptions?>(), Arg.Any<CancellationToken>())
        .Returns(call =>
        {
            _requests.Add(call.Arg<TokenRequest>());
            return _failure is not null
                ? throw _failure
                : Task.FromResult(new TokenRequest { Status = new() { Token = $"t{_requests.Count}", ExpirationTimestamp = _clock.GetUtcNow() + _life } });
        });

    [Fact]
    public async Task GetAsync_Again_IsTheSameUntilFourFifthsOfItsLife()
    {
        var tokens = new ApiTokens(_api, _clock);
        Assert.Equal("t1", await GetAsync(tokens));
        _clock.Advance(TimeSpan.FromMinutes(47));
        Assert.Equal("t1", await GetAsync(tokens));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("t2", await GetAsync(tokens));
        var request = _requests[0].Spec;
        Assert.Equal(("Pod", "a", "u"), (request.BoundObjectRef!.Kind, request.BoundObjectRef.Name, request.BoundObjectRef.Uid));
        Assert.Equal(["x"], request.Audiences);
        Assert.Equal(3600, request.ExpirationSeconds);
    }

    [Fact]
    public async Task GetAsync_LongLived_IsReplacedEveryDay()
    {
        _life = TimeSpan.FromDays(365);
        var tokens = new ApiTokens(_api, _clock);
        await GetAsync(tokens);
        _clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal("t2", await GetAsync(tokens));
    }

    [Fact]
    public async Task GetAsync_ServerFails_KeepsAValidOneAndThenSaysSo()
    {
        var tokens = new ApiTokens(_api, _clock);
        await GetAsync(tokens);
        _failure = new("no answer", new());
        _clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal("t1", await GetAsync(tokens));

        _clock.Advance(TimeSpan.FromMinutes(11));
        var e = await Assert.ThrowsAsync<ProviderException>(() => GetAsync(tokens));
        Assert.Equal(ErrorReason.Transient, e.Reason);
        Assert.DoesNotContain("t1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_RefusedAtFirst_IsAskedAgainForAShortTime()
    {
        var tokens = new ApiTokens(_api, _clock);
        _failure = new("no relationship found", new() { Code = (int)HttpStatusCode.Forbidden });
        var token = GetAsync(tokens);
        await Eventually.TrueAsync(() => _requests.Count == 1 && _clock.ActiveTimers > 0, "it was refused once");
        _failure = null;
        _clock.Advance(TimeSpan.FromMilliseconds(20));

        Assert.Equal("t2", await token);
    }

    [Fact]
    public async Task Forget_PodGone_AsksAnew()
    {
        var tokens = new ApiTokens(_api, _clock);
        await GetAsync(tokens);
        tokens.Forget("u");

        Assert.Equal("t2", await GetAsync(tokens));
    }

    private static async Task<string> GetAsync(ApiTokens tokens) =>
        (await tokens.GetAsync(Some.Pod("a", uid: "u"), new() { Path = "token", Audience = "x" }, CancellationToken.None)).Token;
}
