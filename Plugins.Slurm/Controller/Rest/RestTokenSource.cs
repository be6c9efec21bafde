using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>Keeps the token and gets another where it is about to expire or was refused. Thread-safe; callers at the same time share one reading.</summary>
/// <param name="shell">Runs the command that prints tokens.</param>
/// <param name="options">Where tokens come from.</param>
/// <param name="time">The clock.</param>
internal sealed class RestTokenSource(IRemoteShell shell, ControllerOptions options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private RestToken? _token;
    private string? _user;

    /// <summary>A token that has not expired, as far as it says.</summary>
    /// <param name="refused">The token that was refused, if one was: another reading follows unless somebody did it meanwhile.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Denied"/>: there is none; <see cref="ErrorReason.Transient"/>.</exception>
    public async Task<RestToken> GetAsync(RestToken? refused, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_token is null || _token.Text == refused?.Text || _token.IsStale(time.GetUtcNow()))
            {
                _token = options.Rest.TokenFile is { } file
                    ? await CheckAsync(RestToken.Parse(await ReadAsync(file, cancellationToken)), cancellationToken)
                    : RestToken.Parse(await RunAsync(cancellationToken));
            }

            return _token;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Denied, $"The token file {file} cannot be read.", exception);
        }
    }

    // A file is the same for all users of the node: nobody's jobs shall run as somebody else.
    private async Task<RestToken> CheckAsync(RestToken token, CancellationToken cancellationToken)
    {
        _user ??= (await shell.RunAsync(new RemoteCommand { Arguments = ["id", "-un"] }, cancellationToken)).OutputText.Trim();
        return token.User is null || token.User == _user ? token
            : throw new ProviderException(ErrorReason.Denied, $"The token in {options.Rest.TokenFile} is {token.User}'s, and these pods run as {_user}: leave tokenFile out, so that each user's own command gives one.");
    }

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var environment = options.Environment.Select(variable => $"{variable.Key}={variable.Value}");
        string[] arguments = options.Environment.Count == 0 ? [.. options.Rest.TokenCommand] : ["env", .. environment, .. options.Rest.TokenCommand];
        var result = await shell.RunAsync(new RemoteCommand { Arguments = arguments }, cancellationToken);

        // Its output is a secret even where it failed; its errors are not.
        return result.ExitCode == 0 ? result.OutputText
            : throw new ProviderException(ErrorReason.Denied, $"{options.Rest.TokenCommand[0]} on {shell.Description} gives no token for slurmrestd: {Commands.SlurmFailure.OneLine(result.ErrorText)}");
    }
}
