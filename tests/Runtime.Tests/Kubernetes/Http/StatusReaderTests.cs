using System.Net;
using System.Net.Http.Headers;
using Reeve.Runtime.Kubernetes.Http;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Http;

public sealed class StatusReaderTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void RetryAfter_SecondsOrDate_IsTheWait()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), Wait(new RetryConditionHeaderValue(TimeSpan.FromSeconds(5))));
        Assert.Equal(TimeSpan.FromSeconds(90), Wait(new RetryConditionHeaderValue(_time.GetUtcNow().AddSeconds(90))));
        Assert.Equal(TimeSpan.Zero, Wait(new RetryConditionHeaderValue(_time.GetUtcNow().AddSeconds(-90))));
        Assert.Null(Wait(null));
    }

    [Fact]
    public async Task ReadAsync_SecretInQuery_IsNotInTheText()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.NotFound);
        var request = new ApiRequest(HttpMethod.Get, "/api/v1/secrets?continue=topsecret");
        var error = await StatusReader.ReadAsync(request, response, _time, CancellationToken.None);
        Assert.True(error.IsNotFound);
        Assert.Equal("GET /api/v1/secrets: 404 NotFound: no message", error.Message);
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? value)
    {
        using var response = new HttpResponseMessage();
        response.Headers.RetryAfter = value;
        return StatusReader.RetryAfter(response, _time);
    }
}
