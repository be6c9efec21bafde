using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Rest;
using Reeve.Plugins.Slurm.Tests.Controller.Commands;
using Reeve.Testing;
using Reeve.Testing.Slurm;

namespace Reeve.Plugins.Slurm.Tests.Controller.Contract;

/// <summary>slurmrestd over TCP, with a token from a file.</summary>
public sealed class RestControllerContractTests : SlurmControllerContract, IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override bool HasExitCodesInHistory => false;

    private protected override async Task<ISlurmController> CreateAsync(SlurmCluster cluster, ProcessShell shell, string token)
    {
        await File.WriteAllTextAsync(_directory["token"], token + "\n");
        var options = new ControllerOptions { Transport = "rest", Rest = new RestOptions { Url = cluster.RestApi.ToString(), TokenFile = _directory["token"] } };
        return ControllerFactory.Create(shell, options, TimeProvider.System);
    }
}
