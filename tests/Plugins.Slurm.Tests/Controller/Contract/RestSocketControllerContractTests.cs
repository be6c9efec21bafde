using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Rest;
using Reeve.Plugins.Slurm.Tests.Controller.Commands;
using Reeve.Testing.Slurm;

namespace Reeve.Plugins.Slurm.Tests.Controller.Contract;

/// <summary>slurmrestd over its unix socket, with a token that the user's own scontrol gives.</summary>
public sealed class RestSocketControllerContractTests : SlurmControllerContract
{
    protected override bool HasExitCodesInHistory => false;

    private protected override Task<ISlurmController> CreateAsync(SlurmCluster cluster, ProcessShell shell, string token) =>
        Task.FromResult(ControllerFactory.Create(shell, new ControllerOptions { Transport = "rest", Rest = new RestOptions { Socket = cluster.RestSocket } }, TimeProvider.System));
}
