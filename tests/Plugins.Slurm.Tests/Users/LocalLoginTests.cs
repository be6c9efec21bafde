using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Users;
using Reeve.Testing;

namespace Reeve.Plugins.Slurm.Tests.Users;

public sealed class LocalLoginTests
{
    [Fact]
    public void Check_WithoutSbatch_SaysTheWaysOut()
    {
        using var directory = new TempDirectory();

        var failure = Assert.Throws<ProviderException>(() => LocalLogin.Check(new ControllerOptions(), directory.Path));

        Assert.Equal(ErrorReason.Unsupported, failure.Reason);
        Assert.Contains("ssh.hosts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WithSbatch_Passes()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory["sbatch"], "");

        LocalLogin.Check(new ControllerOptions(), $"/nowhere:{directory.Path}");
        LocalLogin.Check(new ControllerOptions { CommandDirectory = directory.Path }, null);
    }
}
