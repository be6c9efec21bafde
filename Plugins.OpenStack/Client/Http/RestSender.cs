using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>Sends requests, again where that is safe, and makes exceptions of what fails. Thread-safe.</summary>
/// <param name="client">What it sends by. Not disposed.</param>
/// <param name="cloud">The cloud, for messages.</param>
/// <param name="policy">When to send again.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads waits.</param>
internal sealed class RestSender(HttpClient client, string cloud, RetryPolicy policy, TimeProvider time, Random random)
{
    /// <summary>Sends a request until it is answered; errors but 401 are thrown.</summary>
    /// <exception cref="CloudException">It failed.</exception>
    /// <remarks>
    /// What happens to an attempt, and what then:
    /// 1. the connection is not made: nothing was done, again;
    /// 2. the answer is lost or late: again if repeatable, else the caller must look (<see cref="CloudException.MayHaveHappened"/>);
    /// 3. the service asks for patience (429, 413 and 503 with Retry-After): nothing was done, again after that time unless it is too long;
    /// 4. the service fails (5xx): as 2;
    /// 5. anything else is the answer.
    /// </remarks>
    public async Task<RestAnswer> SendAsync(RestRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var requestId = $"req-{Guid.NewGuid()}";
            TimeSpan? asked = null;
            try
            {
                var answer = await SendOnceAsync(request, requestId, cancellationToken);
                if (answer.Succeeded || answer.Status == HttpStatusCode.Unauthorized)
                {
                    return answer;
                }

                asked = RetryPolicy.RetryAfter(answer, time.GetUtcNow());
                if (attempt >= policy.Attempts || request.Data is not null || !RetryPolicy.IsPassing(request, answer) || asked > policy.LongestDelay)
                {
                    throw Failure(request, answer);
                }
            }
            catch (Exception exception) when (IsTransport(exception, cancellationToken))
            {
                var never = IsNeverSent(exception);
                if (attempt >= policy.Attempts || request.Data is not null || !(never || request.Repeatable) || IsUntrusted(exception))
                {
                    throw Lost(request, requestId, exception, never);
                }
            }

            await Task.Delay(policy.Delay(attempt, asked, random), time, cancellationToken);
        }
    }

    /// <summary>Makes an exception of an answer.</summary>
    public CloudException Failure(RestRequest request, RestAnswer answer)
    {
        var body = ErrorBody.Read(answer);
        var what = body.Message.Length > 0 ? body.Message : answer.Status.ToString();
        return new CloudException($"{Name(request.Service)} of {cloud} answers {(int)answer.Status} to {request.Description}: {what} (request {answer.RequestId})")
        {
            Reason = ErrorReasons.Of(answer.Status, body),
            Service = request.Service,
            Status = answer.Status,
            Type = body.Type,
            RequestId = answer.RequestId,
            RetryAfter = RetryPolicy.RetryAfter(answer, time.GetUtcNow()),
            MayHaveHappened = RetryPolicy.MayHaveHappened(request, answer),
        };
    }

    private CloudException Lost(RestRequest request, string requestId, Exception exception, bool never)
    {
        var (reason, what) = IsUntrusted(exception)
            ? (ErrorReason.Invalid, "shows a certificate that is not trusted (cacert names a bundle of authorities)")
            : (ErrorReason.Transient, never ? "cannot be reached" : "does not answer");
        return new CloudException($"{Name(request.Service)} of {cloud} at {request.Url.Authority} {what}: {request.Description} (request {requestId})", exception)
        {
            Reason = reason,
            Service = request.Service,
            RequestId = requestId,
            MayHaveHappened = !never && !request.ChangesNothing,
        };
    }

    private async Task<RestAnswer> SendOnceAsync(RestRequest request, string requestId, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, request.Url) { Content = Content(request) };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.Add("X-Openstack-Request-Id", requestId);
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        using var deadline = new CancellationTokenSource(request.Data is null ? policy.AttemptDeadline : Timeout.InfiniteTimeSpan, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
        var body = await response.Content.ReadAsByteArrayAsync(both.Token);
        return new RestAnswer(response.StatusCode, response.Headers, body, RequestId(response) ?? requestId);
    }

    // Without a body the handler would send what must go out once again by itself, when a kept connection turns out to be closed.
    private static HttpContent? Content(RestRequest request) => request switch
    {
        { Data: { } data } => new StreamContent(data) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        { Body: { } body } => new ByteArrayContent(Encoding.UTF8.GetBytes(body.GetRawText())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        { Repeatable: false } => new ByteArrayContent([]),
        _ => null,
    };

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Openstack-Request-Id", out var ids) || response.Headers.TryGetValues("X-Compute-Request-Id", out ids) ? ids.FirstOrDefault() : null;

    private static bool IsTransport(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static bool IsNeverSent(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    private static bool IsUntrusted(Exception exception) => exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };

    private static string Name(CloudService service) => service switch
    {
        CloudService.Identity => "Keystone",
        CloudService.Compute => "Nova",
        CloudService.Network => "Neutron",
        CloudService.Image => "Glance",
        CloudService.Placement => "Placement",
        CloudService.Volume => "Cinder",
        CloudService.LoadBalancer => "Octavia",
        CloudService.Dns => "Designate",
        _ => service.ToString(),
    };
}
