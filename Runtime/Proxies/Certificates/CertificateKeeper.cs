using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>Keeps one certificate fresh from its source.</summary>
internal abstract partial class CertificateKeeper(CertificateOptions options, ILogger logger)
{
    private readonly ILogger _logger = logger;
    private volatile CertificateStatus? _status;

    /// <summary>What is kept.</summary>
    public CertificateOptions Options { get; } = options;

    /// <summary>The certificate that is to be served; null while there is none.</summary>
    public Acme.IssuedCertificate? Current { get; protected set; }

    /// <summary>How it stands with it.</summary>
    public CertificateStatus Status
    {
        get => _status ?? new CertificateStatus { Name = Options.Name, Names = Options.Names, Source = Source };
        protected set => _status = value;
    }

    /// <summary>Where it comes from.</summary>
    protected abstract string Source { get; }

    /// <summary>Takes what can be had at once.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public virtual Task LoadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Keeps it fresh until it is cancelled.</summary>
    /// <param name="changed">Called when <see cref="Current"/> is another; once it returns, that one is served, and <see cref="Status"/> says so.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract Task RunAsync(Func<CancellationToken, Task> changed, CancellationToken cancellationToken);

    /// <summary>Gets a new one now.</summary>
    /// <param name="changed">Called when <see cref="Current"/> is another.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract Task RenewAsync(Func<CancellationToken, Task> changed, CancellationToken cancellationToken);

    /// <summary>Notes that it could not be had; the former one is served on.</summary>
    protected void Fail(string reason)
    {
        Status = Status with { Problem = reason, Failures = Status.Failures + 1 };
        LogFailure(Options.Name, Source, Status.Failures, reason);
    }

    /// <summary>The status with a certificate, and nothing wrong.</summary>
    protected CertificateStatus Healthy() => Status with
    {
        Names = Current?.Names ?? Options.Names,
        NotBefore = Current?.NotBefore,
        NotAfter = Current?.NotAfter,
        Problem = null,
        Failures = 0,
    };
}
