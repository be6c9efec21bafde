using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps.Registries;
using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.Registries;

public sealed class RegistriesStepTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly ClusterRegistry s_registry = new()
    {
        Name = "registry.example.com:5000", Endpoints = ["https://mirror.example.com"], Username = "somebody", PasswordSecret = "password", CertificateFiles = ["/etc/ssl/own.crt"],
    };

    [Fact]
    public async Task Containerd_Settings_AreForRootAloneAndTakenBack()
    {
        using var directory = new TempDirectory();
        var kind = new RegistriesStep();
        var context = new TestContext { Secrets = { ["password"] = "very secret" } };
        var step = kind.ContainerdSteps(s_registry, directory.Path).Single();
        var path = directory["registry.example.com:5000/hosts.toml"];

        var check = await context.DoAsync(kind, step);

        var text = File.ReadAllText(path);
        Assert.Contains(Convert.ToBase64String("somebody:very secret"u8), text, StringComparison.Ordinal);
        Assert.Contains("[host.\"https://mirror.example.com\"]", text, StringComparison.Ordinal);
        Assert.Equal(Private, File.GetUnixFileMode(path));
        Assert.Equal(["password"], step.SecretNames);
        Assert.DoesNotContain("very secret", step.Arguments.GetRawText() + check.Prior.GetRawText(), StringComparison.Ordinal);
        Assert.True((await kind.CheckAsync(step, context, CancellationToken.None)).Done);
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task File_WasThere_ItsContentIsASecretAndComesBack()
    {
        using var directory = new TempDirectory();
        var kind = new RegistriesStep();
        var context = new TestContext { Secrets = { ["password"] = "new" } };
        var step = kind.ContainerdSteps(s_registry, directory.Path).Single();
        var path = directory["registry.example.com:5000/hosts.toml"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "an old password");

        var check = await context.DoAsync(kind, step);
        Assert.DoesNotContain(Convert.ToBase64String("an old password"u8), check.Prior.GetRawText(), StringComparison.Ordinal);
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);

        Assert.Equal("an old password", File.ReadAllText(path));
    }

    [Fact]
    public void Revision_OfK3sFile_IsThatOfItsSettings()
    {
        Assert.Equal("0123", RegistriesStep.RevisionOf("# Reeve: 0123\nmirrors: {}\n"));
        Assert.Equal("", RegistriesStep.RevisionOf("mirrors: {}\n"));
        Assert.NotEqual(RegistriesStep.Revision(s_registry), RegistriesStep.Revision(s_registry with { SkipVerification = true }));
        Assert.Equal("", RegistriesStep.Revision(null));
    }

    [Fact]
    public void Validate_NothingSaid_IsValid() => Assert.Empty(RegistryValidation.Validate(null));

    [Theory]
    [InlineData("registry.example.com", "https://mirror", "u", "s", 0)]
    [InlineData("https://registry", "https://mirror", "u", "s", 1)]
    [InlineData("registry.example.com/path", "https://mirror", "u", "s", 1)]
    [InlineData("registry.example.com", "mirror", "u", "s", 1)]
    [InlineData("registry.example.com", "https://u:p@mirror", "u", "s", 1)]
    [InlineData("registry.example.com", "https://mirror", "u", "", 1)]
    [InlineData("", "ftp://mirror", "u:x", "s", 3)]
    public void Validate_Settings_AreChecked(string name, string endpoint, string user, string secret, int errors) => Assert.Equal(
        errors, RegistryValidation.Validate(new ClusterRegistry { Name = name, Endpoints = [endpoint], Username = user, PasswordSecret = secret }).Count());
}
