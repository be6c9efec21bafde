using Microsoft.Extensions.Logging;
using Reeve.Host.Configuration;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Load_NothingGiven_Defaults()
    {
        var options = Load(null, []).Options;

        Assert.Equal("process", options.Provider);
        Assert.Equal(LogLevel.Warning, options.Logging.Level);
        Assert.Null(options.StateDirectory);
    }

    [Fact]
    public void Load_SameKeyInEveryLayer_FlagWins()
    {
        var file = _directory.Write("c.yaml", "provider: of-file\nnodeName: of-file\nlogging: {level: error}\n");
        var environment = new Dictionary<string, string> { ["REEVE_PROVIDER"] = "of-environment", ["REEVE_NODE_NAME"] = "of-environment" };

        var loaded = Load(file, environment, ("provider", "of-flag"));

        Assert.Equal("of-flag", loaded.Options.Provider);
        Assert.Equal("of-environment", loaded.Options.NodeName);
        Assert.Equal(LogLevel.Error, loaded.Options.Logging.Level);
        Assert.Equal(5, loaded.Options.ContainerLogs.MaxFiles);
        Assert.Equal("--provider", loaded.Sources["provider"].Origin);
    }

    [Theory]
    [InlineData("provder: x", 1, 1, "Unknown key \"provder\"; did you mean \"provider\"?")]
    [InlineData("provider: a\nlogging:\n  Level: debug", 3, 3, "Unknown key \"logging.Level\"; did you mean \"logging.level\"?")]
    [InlineData("log_level: debug", 1, 1, "Unknown key \"log_level\"; did you mean \"logging.level\"?")]
    [InlineData("\n\nmaxFiles: 3", 3, 1, "Unknown key \"maxFiles\"; did you mean \"containerLogs.maxFiles\"?")]
    [InlineData("pods:\n  zzzzzzzzzzzz: 1", 2, 3, "Unknown key \"pods.zzzzzzzzzzzz\"; known here are strict, watch, stopWorkloads, secretsOnDisk, ignoredFeatures, allowedHostPaths.")]
    [InlineData("logging:\n  level: loud", 2, 10, "logging.level cannot be \"loud\"; give one of trace, debug, information, warning, error, critical, none.")]
    [InlineData("logging:\n  level: 3", 2, 10, "logging.level cannot be \"3\"; give one of trace, debug, information, warning, error, critical, none.")]
    [InlineData("containerLogs: {maxFiles: 1}", 1, 27, "containerLogs.maxFiles must be at least 2.")]
    [InlineData("containerLogs: {maxSize: 10MB}", 1, 26, "containerLogs.maxSize cannot be \"10MB\"; give a size such as 10Mi.")]
    [InlineData("nodeName: Not_Good", 1, 11, "nodeName must consist of lower-case letters, digits, dashes and dots, such as node-1.example.org.")]
    [InlineData("plugins: {directories: /opt}", 1, 24, "plugins.directories takes a list; write each value on a line of its own after \"- \".")]
    [InlineData("providers: {process: 3}", 1, 22, "providers.process takes a mapping of options.")]
    [InlineData("pods: {ignoredFeatures: [CpuLimit]}", 1, 25, "There is no feature CpuLimit; did you mean CpuLimits?")]
    [InlineData("- a", 1, 1, "The file takes keys and values, such as \"stateDirectory: …\".")]
    public void Load_MistakeInFile_LineColumnAndWayOut(string text, int line, int column, string message)
    {
        var file = _directory.Write("c.yaml", text);

        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => Load(file, [])).Errors);

        Assert.Equal($"{file}:{line}:{column}: {message}", error.ToString());
    }

    [Fact]
    public void Load_SeveralMistakes_AllReported()
    {
        var file = _directory.Write("c.yaml", "a: 1\nb: 2\nlogging: {level: x}\n");

        Assert.Equal(3, Assert.Throws<ConfigurationException>(() => Load(file, [])).Errors.Count);
    }

    [Theory]
    [InlineData("provider: [")]
    [InlineData("provider: a\nprovider: b")]
    [InlineData("a: b: c")]
    public void Load_NotYaml_LineOfTheMistake(string text)
    {
        var file = _directory.Write("c.yaml", text);

        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => Load(file, [])).Errors);

        Assert.True(error.Line > 0);
        Assert.StartsWith("This is not YAML: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileNotThere_Error()
    {
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => Load(_directory["none.yaml"], [])).Errors);

        Assert.Equal("The file does not exist; give another with --config.", error.Message);
    }

    [Fact]
    public void Load_DefaultFileInHome_Read()
    {
        _directory.Write(".config/reeve/reeve.yaml", "provider: mine");

        Assert.Equal("mine", Load(null, new() { ["HOME"] = _directory.Path }).Options.Provider);
    }

    [Fact]
    public void Load_EmptyFile_Defaults() =>
        Assert.Equal("process", Load(_directory.Write("c.yaml", "# nothing\nplugins:\n"), []).Options.Provider);

    [Fact]
    public void Load_RelativePathInFile_RelativeToItsDirectory()
    {
        var file = _directory.Write("sub/c.yaml", "stateDirectory: state\nplugins:\n  directories: [a, /b]\n");

        var options = Load(file, []).Options;

        Assert.Equal(_directory["sub/state"], options.StateDirectory);
        Assert.Equal([_directory["sub/a"], "/b"], options.Plugins.Directories);
    }

    [Fact]
    public void Load_ListsAndMapsInEnvironment_Parsed()
    {
        var environment = new Dictionary<string, string>
        {
            ["REEVE_PLUGINS_DIRECTORIES"] = "/a:/b",
            ["REEVE_PLUGINS_DISABLED"] = "x, y",
            ["REEVE_PROVIDERS"] = """{"process": {"limit": 3, "name": "a", "on": true}}""",
            ["REEVE_CONTAINER_LOGS_MAX_SIZE"] = "1Mi",
        };

        var options = Load(null, environment).Options;

        Assert.Equal(["/a", "/b"], options.Plugins.Directories);
        Assert.Equal(["x", "y"], options.Plugins.Disabled);
        Assert.Equal("""{"limit":3,"name":"a","on":true}""", options.Providers["process"].ToJsonString());
        Assert.Equal(1024 * 1024, options.ContainerLogs.MaxSize.Bytes);
    }

    [Fact]
    public void Load_MistypedVariable_Error()
    {
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => Load(null, new() { ["REEVE_PROVIDR"] = "x" })).Errors);

        Assert.Equal("REEVE_PROVIDR: Unknown variable; did you mean REEVE_PROVIDER?", error.ToString());
    }

    [Fact]
    public void Load_VariableOfAnotherProgram_Ignored() =>
        Assert.Equal("process", Load(null, new() { ["REEVE_MOUNT_DATA"] = "/x" }).Options.Provider);

    [Fact]
    public void Load_RepeatedListFlag_Grows() =>
        Assert.Equal(["/a", "/b"], Load(null, [], ("plugins.directories", "/a"), ("plugins.directories", "/b")).Options.Plugins.Directories);

    [Fact]
    public void Catalog_EveryPropertyOfTheOptionsTypes_IsASettingOrASection()
    {
        var types = typeof(HostOptions).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(HostOptions).Namespace && type.Name.EndsWith("Options", StringComparison.Ordinal));
        var covered = SettingCatalog.All.SelectMany(setting => setting.Path).Select(property => (property.DeclaringType, property.Name)).ToHashSet();

        Assert.All(
            types.SelectMany(type => type.GetProperties()).Where(property => property.Name != "EqualityContract"),
            property => Assert.Contains((property.DeclaringType, property.Name), covered));
    }

    private static LoadedConfiguration Load(
        string? file, Dictionary<string, string> environment, params (string Key, string Value)[] flags) =>
        new ConfigurationLoader(environment, isRoot: false).Load(file, [.. flags.Select(flag => KeyValuePair.Create(flag.Key, flag.Value))]);
}
