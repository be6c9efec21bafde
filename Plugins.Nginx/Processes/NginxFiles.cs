namespace Reeve.Plugins.Nginx.Processes;

/// <summary>Where the files of an instance are.</summary>
/// <param name="Root">The instance's own directory, nginx's prefix.</param>
internal sealed record NginxFiles(string Root)
{
    /// <summary>What nginx runs with.</summary>
    public string Configuration => Path.Combine(Root, "nginx.conf");

    /// <summary>What is tried out.</summary>
    public string Candidate => Path.Combine(Root, "nginx.conf.next");

    public string PidFile => Path.Combine(Root, "nginx.pid");

    public string ErrorLog => Path.Combine(Root, "error.log");

    public string AccessLog => Path.Combine(Root, "access.log");

    /// <summary>Which process was started; see <see cref="MasterRecord"/>.</summary>
    public string Record => Path.Combine(Root, "master.json");

    /// <summary>Held while one instance starts, reloads or ends nginx: two have it while the plugin is replaced.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>The name by which requests that come back are known.</summary>
    public string Via => Path.Combine(Root, "via");

    public void Create()
    {
        PrivateFiles.CreateDirectory(Root);
        Directory.CreateDirectory(Path.Combine(Root, "temp"));
    }
}
