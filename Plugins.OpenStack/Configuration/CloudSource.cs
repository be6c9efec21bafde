using Reeve.Plugins.OpenStack.Configuration.Files;

namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>Finds a cloud's settings.</summary>
/// <param name="environment">The environment variables.</param>
/// <param name="home">The user's home directory.</param>
/// <param name="workingDirectory">The working directory.</param>
internal sealed class CloudSource(IReadOnlyDictionary<string, string> environment, string home, string workingDirectory)
{
    private readonly CloudsFiles _files = new(environment, home, workingDirectory);

    /// <summary>That of this process.</summary>
    public static CloudSource OfProcess()
    {
        var variables = Environment.GetEnvironmentVariables();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in variables.Keys)
        {
            environment[name] = (string?)variables[name] ?? "";
        }

        return new CloudSource(environment, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.CurrentDirectory);
    }

    /// <summary>What clusters have where they say nothing, as the files of the OpenStack agent say.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a file cannot be read, or makes no sense; with the line.</exception>
    public SeedDefaults Defaults() => SeedDefaults.Load(environment);

    /// <summary>The settings, from the first of these that is there:</summary>
    /// <remarks>
    /// 1. the file of variables that the options name;
    /// 2. the cloud, or the <c>clouds.yaml</c>, that the options name;
    /// 3. the cloud that <c>OS_CLOUD</c> names; what it leaves open of region, interface and certificates is filled from <c>OS_*</c>;
    /// 4. <c>OS_*</c>, if <c>OS_AUTH_URL</c> is among them;
    /// 5. the file of variables that <c>MEX_K8SOS_ENV</c> names;
    /// 6. the only cloud of the usual <c>clouds.yaml</c>.
    /// </remarks>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: there is none, or something is wrong with it.</exception>
    public CloudSettings Find(CloudOptions options)
    {
        var found = FindCloud(options);
        var over = new SettingMap();
        if (options.Region is { } region)
        {
            over["region_name"] = region;
        }

        if (options.Interface is { } face)
        {
            over["interface"] = face;
        }

        var directory = File.Exists(found.Source) ? Path.GetDirectoryName(Path.GetFullPath(found.Source, workingDirectory))! : workingDirectory;
        var settings = CloudParser.Parse(found with { Settings = found.Settings.MergedWith(over) }, directory, home);
        return settings.Region is null ? settings with { Region = Defaults().Region } : settings;
    }

    private FoundCloud FindCloud(CloudOptions options)
    {
        if (options.EnvironmentFile is { } file)
        {
            return FromFile(file);
        }

        if (options.Name is not null || options.File is not null)
        {
            return _files.Find(options.File, options.Name);
        }

        if (environment.GetValueOrDefault("OS_CLOUD") is { Length: > 0 } name)
        {
            var found = _files.Find(null, name);
            return found with { Settings = Fill().MergedWith(found.Settings) };
        }

        if (EnvironmentCloud.IsComplete(environment))
        {
            return new FoundCloud("openstack", EnvironmentCloud.Read(environment), "the environment (OS_*)");
        }

        return environment.GetValueOrDefault("MEX_K8SOS_ENV") is { Length: > 0 } seed ? FromFile(seed) : _files.Find(null, null);
    }

    private SettingMap Fill()
    {
        var filled = new SettingMap();
        foreach (var (name, value) in EnvironmentCloud.Read(environment).Where(pair => pair.Key is "region_name" or "interface" or "cacert" or "cert" or "key"))
        {
            filled[name] = value;
        }

        return filled;
    }

    private FoundCloud FromFile(string file)
    {
        var path = Path.GetFullPath(file, workingDirectory);
        try
        {
            return new FoundCloud("openstack", EnvironmentCloud.Read(EnvironmentFile.Read(File.ReadAllText(path), path, environment)), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
