using Reeve.Systemd.Bus;

namespace Reeve.Systemd;

public sealed partial class SystemdManager
{
    /// <inheritdoc/>
    public Task ReloadAsync(CancellationToken cancellationToken) => CallAsync(ManagerCalls.Of("Reload", static _ => { }), cancellationToken);

    /// <inheritdoc/>
    public async Task<string> GetUnitFileStateAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var call = ManagerCalls.Of("GetUnitFileState", writer => writer.Write("s", name)) with { Read = reader => reader.ReadString() };
            return (string)(await CallAsync(call, cancellationToken).ConfigureAwait(false))!;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            return "";
        }
    }

    /// <inheritdoc/>
    public async Task SetEnabledAsync(string name, bool enabled, CancellationToken cancellationToken)
    {
        var call = enabled
            ? ManagerCalls.Of("EnableUnitFiles", writer =>
            {
                writer.Write("as", new object[] { name });
                writer.Write("b", false); // not for this boot alone
                writer.Write("b", true); // in place of links that are in the way
            })
            : ManagerCalls.Of("DisableUnitFiles", writer =>
            {
                writer.Write("as", new object[] { name });
                writer.Write("b", false);
            });
        await CallAsync(call, cancellationToken).ConfigureAwait(false);
        await ReloadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string> StartUnitAsync(string name, CancellationToken cancellationToken) =>
        (await RunJobAsync(ManagerCalls.OfJob("StartUnit", name), new Job { Unit = UnitPath.Of(name) }, cancellationToken).ConfigureAwait(false)).Result;

    /// <inheritdoc/>
    public async Task<string> RestartUnitAsync(string name, CancellationToken cancellationToken) =>
        (await RunJobAsync(ManagerCalls.OfJob("RestartUnit", name), new Job { Unit = UnitPath.Of(name) }, cancellationToken).ConfigureAwait(false)).Result;
}
