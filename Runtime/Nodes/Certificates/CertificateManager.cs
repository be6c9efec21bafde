using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>Keeps one certificate of a node: asks for it, waits for it, replaces it in time. Thread-safe.</summary>
/// <remarks>
/// <code>
///   1 stored and usable? ── yes ──► 4 wait until 70–90 % of its life, or until other names are wanted
///        │ no                                │
///   2 pending request on disk, or a new key ◄┘
///   3 request ► signed: on disk, then in use ► 4
///             ► denied: reported, pause, new key ► 2
///             ► no answer: pause, same request ► 3
/// </code>
/// </remarks>
internal sealed partial class CertificateManager : IAsyncDisposable
{
    // The clock may step while one waits: nobody waits longer than this without looking.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Func<CertificateProfile> _profile;
    private readonly CertificateStore _store;
    private readonly Func<ICertificateAuthority> _authority;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly ILogger _logger;
    private readonly Backoff _unreachable;
    private readonly Backoff _denied;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<CertificateBundle> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private CancellationTokenSource _wake = new();
    private volatile CertificateBundle? _current;
    private DateTimeOffset _due;
    private long _failures;
    private Task _loop = Task.CompletedTask;

    /// <summary>Creates a manager and reads what is on disk; it asks for nothing before <see cref="Start"/>.</summary>
    /// <param name="profile">What certificate is wanted now.</param>
    /// <param name="store">Where it is kept.</param>
    /// <param name="authority">Who signs, asked for anew each time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">From 0 to 1.</param>
    /// <param name="logger">The log.</param>
    public CertificateManager(
        Func<CertificateProfile> profile, CertificateStore store, Func<ICertificateAuthority> authority, TimeProvider time, Func<double> random, ILogger logger)
    {
        (_profile, _store, _authority, _time, _random, _logger) = (profile, store, authority, time, random, logger);
        _unreachable = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random);
        _denied = new Backoff(TimeSpan.FromMinutes(2), TimeSpan.FromHours(1), random);
        if (store.Load() is { } stored && stored.IsValidAt(time.GetUtcNow()) && profile().Fits(stored.Certificate))
        {
            Use(stored);
        }
    }

    /// <summary>Called with each certificate as it comes into use, after it is on disk.</summary>
    public event Action<CertificateBundle>? Replaced;

    /// <summary>The certificate in use; null until there is one. It may have expired if nobody signed another.</summary>
    public CertificateBundle? Current => _current;

    /// <summary>The first certificate.</summary>
    public Task<CertificateBundle> First => _first.Task;

    /// <summary>When the certificate will be replaced.</summary>
    public DateTimeOffset Due => _due;

    /// <summary>How often no certificate was got that was asked for.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Begins.</summary>
    public void Start() => _loop = Task.Run(() => RunAsync(_end.Token));

    /// <summary>Another certificate may be wanted than before.</summary>
    public void Reconsider()
    {
        lock (_lock)
        {
            _wake.Cancel();
            _wake = new CancellationTokenSource();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _first.TrySetCanceled();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            CancellationToken woken;
            lock (_lock)
            {
                woken = _wake.Token;
            }

            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, woken);
            try
            {
                var profile = _profile();
                if (Wait(profile) is { } wait)
                {
                    await Task.Delay(wait, _time, linked.Token);
                    continue;
                }

                await RenewAsync(profile, linked.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Woken: another certificate may be wanted.
            }
        }
    }

    // Null if a certificate has to be asked for now.
    private TimeSpan? Wait(CertificateProfile profile)
    {
        var rest = _due - _time.GetUtcNow();
        return _current is null || !profile.Fits(_current.Certificate) || rest <= TimeSpan.Zero ? null
            : rest < LongestWait ? rest
            : LongestWait;
    }

    private async Task RenewAsync(CertificateProfile profile, CancellationToken cancellationToken)
    {
        TimeSpan pause;
        try
        {
            var pending = _store.LoadPending(profile);
            if (pending is null)
            {
                pending = PendingRequest.Create(profile);
                _store.SavePending(pending);
            }

            // What the cluster approves by itself is there in a moment; what a person has to approve is said.
            await using var late = _time.CreateTimer(_ => LogWaiting(profile.Purpose, pending.Name), null, Patience, Timeout.InfiniteTimeSpan);
            var pem = await _authority().RequestAsync(pending, profile, cancellationToken);
            Accept(CertificateBundle.FromPem(pem, pending.KeyPem), profile);
            return;
        }
        catch (CertificateDeniedException e)
        {
            _store.DeletePending();
            pause = _denied.Next();
            LogDenied(profile.Purpose, e.Message, pause);
        }
        catch (Exception e) when (e is KubernetesApiException or IOException or UnauthorizedAccessException)
        {
            pause = _unreachable.Next((e as KubernetesApiException)?.RetryAfter);
            LogFailed(profile.Purpose, e.Message, pause);
        }
        catch (CryptographicException e)
        {
            // Signed with something that does not go with our key: asking with the same key would give the same answer.
            _store.DeletePending();
            pause = _denied.Next();
            LogUnusable(profile.Purpose, e.Message, pause);
        }

        Interlocked.Increment(ref _failures);
        await Task.Delay(pause, _time, cancellationToken);
    }

    private void Accept(CertificateBundle bundle, CertificateProfile profile)
    {
        // Clocks differ: one that begins in a moment is valid.
        var now = _time.GetUtcNow();
        if (bundle.NotBefore > now + TimeSpan.FromMinutes(5) || bundle.NotAfter <= now)
        {
            throw new CryptographicException($"It is valid from {bundle.NotBefore:u} to {bundle.NotAfter:u}, and now it is {now:u}.");
        }

        if (!profile.Fits(bundle.Certificate))
        {
            throw new CryptographicException($"It is for {bundle.Certificate.Subject}, and not for all that was asked for.");
        }

        _store.Save(bundle);
        _unreachable.Reset();
        _denied.Reset();
        Use(bundle);

        // Signers let a certificate begin in the past. Of one with a short life that may already be most of it.
        var half = now + ((bundle.NotAfter - now) / 2);
        _due = _due > half ? _due : half;
        LogIssued(profile.Purpose, bundle.NotAfter, _due);
        Replaced?.Invoke(bundle);
    }

    private void Use(CertificateBundle bundle)
    {
        _due = RotationSchedule.DueAt(bundle.NotBefore, bundle.NotAfter, _random());
        _current = bundle;
        _first.TrySetResult(bundle);
    }
}
