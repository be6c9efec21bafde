using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>
/// Orders a certificate from an authority and renews it in time. After a failure the former one is served on, and the authority is
/// asked again ever more rarely, or when it says so.
/// </summary>
internal sealed class OrderKeeper : CertificateKeeper, IDisposable
{
    // Authorities count failed proofs by the hour: the first five of this row take longer than that.
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(12);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan AdviceInterval = TimeSpan.FromHours(6);

    private readonly ICertificateIssuer _issuer;
    private readonly IReadOnlyList<IChallengeSolver> _solvers;
    private readonly CertificateStore _store;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly Backoff _backoff;
    private readonly SemaphoreSlim _one = new(1);
    private DateTimeOffset _ordered = DateTimeOffset.MinValue;
    private double _place; // in the window for renewal: one for each certificate

    public OrderKeeper(
        CertificateOptions options, ICertificateIssuer issuer, IReadOnlyList<IChallengeSolver> solvers, CertificateStore store, TimeProvider time,
        Func<double> random, ILogger logger)
        : base(options, logger)
    {
        _issuer = issuer;
        _solvers = solvers;
        _store = store;
        _time = time;
        _random = random;
        _place = random();
        _backoff = new Backoff(FirstRetry, LongestRetry, random);
        Current = store.Find(options.Name) is { } stored && stored.Names.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(options.Names) ? stored : null;
        Status = Healthy();
    }

    protected override string Source => $"authority {Options.Authority}";

    public override async Task RunAsync(Func<CancellationToken, Task> changed, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = await NextAsync(cancellationToken);
            Status = Status with { RenewAt = next };
            var now = _time.GetUtcNow();
            if (next > now)
            {
                // Advice may change, and clocks: nothing is waited for longer than until it is asked for again.
                var wait = next - now + TimeSpan.FromMilliseconds(1); // of which a delay drops the fraction
                await Task.Delay(wait < AdviceInterval ? wait : AdviceInterval, _time, cancellationToken);
                continue;
            }

            try
            {
                await RenewAsync(changed, cancellationToken);
            }
            catch (ProviderException e)
            {
                await Task.Delay(_backoff.Next(e.RetryAfter), _time, cancellationToken);
            }
        }
    }

    public override async Task RenewAsync(Func<CancellationToken, Task> changed, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var issued = await _issuer.IssueAsync(new CertificateOrder { Names = Options.Names, ReplacesPem = Current?.ChainPem }, _solvers, cancellationToken);
            _store.Set(Options.Name, issued);
            Current = issued;
            _place = _random();
            _ordered = _time.GetUtcNow();
            _backoff.Reset();
        }
        catch (ProviderException e)
        {
            Fail(e.Message);
            throw;
        }
        finally
        {
            _one.Release();
        }

        await changed(cancellationToken);
        Status = Healthy();
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<DateTimeOffset> NextAsync(CancellationToken cancellationToken)
    {
        if (Current is not { } current)
        {
            return _time.GetUtcNow();
        }

        RenewalAdvice? advice = null;
        try
        {
            advice = await _issuer.GetRenewalAdviceAsync(current.ChainPem, cancellationToken);
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Transient or ErrorReason.Exhausted or ErrorReason.NotFound)
        {
            // Advice is no more than that: two thirds of its life hold as well.
        }

        // An authority that wants even a new certificate renewed at once is not asked without a pause.
        var next = RenewalSchedule.Of(current.NotBefore, current.NotAfter, advice, _place);
        var life = current.NotAfter - current.NotBefore;
        var earliest = _ordered == DateTimeOffset.MinValue ? _ordered : _ordered + (life / 10 < ShortestInterval ? life / 10 : ShortestInterval);
        return next > earliest ? next : earliest;
    }
}
