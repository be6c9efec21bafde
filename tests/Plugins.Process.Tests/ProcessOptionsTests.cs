namespace Reeve.Plugins.Process.Tests;

public sealed class ProcessOptionsTests
{
    [Fact]
    public void Get_NothingConfigured_Defaults()
    {
        var options = ProviderOptions.Empty.Get(ProcessJson.Default.ProcessOptions);

        Assert.Equal(110, options.MaxPods);
        Assert.Equal(MountNamespaceMode.Auto, options.MountNamespaces);
    }
}
