using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes.Connections;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>
/// Sends a request until there is an answer that counts. Thread-safe.
/// <code>
/// 1 rate limit -> 2 credential -> 3 send on the credential's connections -> 2xx: done
///        4 401: read the credential again, once     5 429, 503: wait as the server says, and again
/// </code>
/// </summary>
internal sealed partial class RequestSender(
    KubernetesConnection connection, KubernetesClientOptions options, TimeProvider timeProvider, KubernetesMetrics metrics, ILogger logger) : IDisposable
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConnectionPool _pool = new(connection, options);
    private readonly TokenBucket _limit = new(options.RequestsPerSecond, options.Burst, timeProvider);
    private readonly RequestBuilder _builder = new(connection, options.UserAgent);

    /// <summary>Sends a request and returns once the head of a successful answer is there.</summary>
    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var refreshed = false;
        for (var retries = 0; ; retries++)
        {
            // :: 1
            if (!request.IsWatch)
            {
                await _limit.WaitAsync(cancellationToken);
            }

            // :: 2 and 3
            var credential = await connection.Credentials.GetAsync(cancellationToken);
            var response = await SendOnceAsync(request, credential, cancellationToken);
            if (response.Message.IsSuccessStatusCode)
            {
                return response;
            }

            KubernetesApiException error;
            using (response)
            {
                error = await StatusReader.ReadAsync(request, response.Message, timeProvider, cancellationToken);
            }

            // :: 4
            if (error.Code == HttpStatusCode.Unauthorized && !refreshed && await connection.Credentials.RefreshAsync(credential, cancellationToken))
            {
                refreshed = true;
                LogCredentialsRefreshed(logger, request);
                continue;
            }

            // :: 5
            var wait = error.RetryAfter ?? DefaultRetryAfter;
            if (!MayRetry(request, error) || retries >= options.MaxRetries || wait > options.MaxRetryAfter)
            {
                throw error;
            }

            metrics.Retries.Add(1, new KeyValuePair<string, object?>("http.response.status_code", (int)error.Code));
            LogRetry(logger, request, (int)error.Code, wait.TotalSeconds);
            await Task.Delay(wait, timeProvider, cancellationToken);
        }
    }

    public void Dispose() => _pool.Dispose();

    // A 429 was not carried out, whatever the request. A server that says 503 and when to come back may have begun.
    private static bool MayRetry(ApiRequest request, KubernetesApiException error) => error.Code switch
    {
        HttpStatusCode.TooManyRequests => !request.IsWatch && !error.Causes.Any(static cause => cause.Reason == "DisruptionBudget"),
        HttpStatusCode.ServiceUnavailable => !request.IsWatch && request.IsIdempotent && error.RetryAfter is not null,
        _ => false,
    };

    private async Task<ApiResponse> SendOnceAsync(ApiRequest request, ClientCredential credential, CancellationToken cancellationToken)
    {
        var generation = _pool.Enter(credential.Certificate);
        var started = timeProvider.GetTimestamp();
        var code = 0;
        try
        {
            using var message = _builder.Build(request, credential);
            var invoker = request.IsWatch ? generation.Watches : generation.Requests;
            var response = await invoker.SendAsync(message, cancellationToken);
            code = (int)response.StatusCode;
            return new(response, generation);
        }
        catch
        {
            generation.Leave();
            throw;
        }
        finally
        {
            metrics.Count(request, code, timeProvider.GetElapsedTime(started));
        }
    }
}
