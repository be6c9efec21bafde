using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Tests.Controller.Commands;
using Reeve.Testing.Slurm;

namespace Reeve.Plugins.Slurm.Tests.Controller.Contract;

public sealed class CommandControllerContractTests : SlurmControllerContract
{
    private protected override Task<ISlurmController> CreateAsync(SlurmCluster cluster, ProcessShell shell, string token) =>
        Task.FromResult(ControllerFactory.Create(shell, new ControllerOptions(), TimeProvider.System));
}
