using System.Net;
using Reeve.Host.Tests.Clusters.Support;

namespace Reeve.Host.Tests.Clusters.Security;

public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly TestApi _api = new();

    public RateLimitTests() => _api.Settings = _api.Settings with { WritesPerSecond = 1, ReadsPerSecond = 2 };

    public Task InitializeAsync() => _api.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Writes_TooMany_429UntilTimeHasPassed()
    {
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], await DeleteAsync(3));

        using var refused = await _api.Client.DeleteAsync("/api/v1alpha1/cluster");
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());

        _api.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], await DeleteAsync(2));
    }

    [Fact]
    public async Task Reads_TooMany_WritesGoOn()
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var response = await _api.Client.GetAsync("/api/v1alpha1/cluster");
            statuses.Add(response.StatusCode);
        }

        Assert.Equal(4, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal([HttpStatusCode.OK], await DeleteAsync(1));
    }

    private async Task<List<HttpStatusCode>> DeleteAsync(int count)
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < count; i++)
        {
            using var response = await _api.Client.DeleteAsync("/api/v1alpha1/cluster");
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }
}
