using System.Text;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes.Connections.Exec;

namespace Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

/// <summary>Makes credentials of users.</summary>
internal sealed class UserReader(TimeProvider timeProvider, ILoggerFactory loggerFactory)
{
    public IClientCredentials Read(KubeconfigValue user, KubeconfigValue cluster, KubernetesConnection connection)
    {
        if (!user["auth-provider"].IsAbsent)
        {
            throw user["auth-provider"].Wrong("is not supported any more by Kubernetes clients; use exec");
        }

        if (!user["exec"].IsAbsent)
        {
            return new ExecCredentials(
                ExecPlugins.Read(user["exec"], cluster, connection), timeProvider, loggerFactory.CreateLogger<ExecCredentials>());
        }

        var hasToken = user["token"].Text is not null || user["tokenFile"].Text is not null;
        if (hasToken && user["username"].Text is not null)
        {
            throw user["username"].Wrong("and a token exclude each other");
        }

        var credentials = new FileCredentials(Sources(user), timeProvider, loggerFactory.CreateLogger<FileCredentials>());
        credentials.Load();
        return credentials;
    }

    public static Impersonation? Impersonation(KubeconfigValue user)
    {
        if (user["as"].Text is not { } name)
        {
            return user["as-uid"].IsAbsent && user["as-groups"].IsAbsent && user["as-user-extra"].IsAbsent
                ? null
                : throw user["as"].Wrong("is missing: a UID, groups and extras need a user");
        }

        return new()
        {
            User = name,
            Uid = user["as-uid"].Text,
            Groups = user["as-groups"].Texts,
            Extra = user["as-user-extra"].Members.ToDictionary(static member => member.Key, static member => member.Texts),
        };
    }

    private static FileCredentialSources Sources(KubeconfigValue user)
    {
        var (certificate, key) = (Source(user, "client-certificate"), Source(user, "client-key"));
        if ((certificate is null) != (key is null))
        {
            throw user[certificate is null ? "client-certificate" : "client-key"].Wrong("is missing: certificate and key go together");
        }

        return new()
        {
            Place = $"{user.File}: {user.Field}",
            Token = user["token"].Text,
            TokenFile = user["tokenFile"].AbsolutePath,
            UserName = user["username"].Text,
            Password = user["password"].Text,
            CertificateText = certificate?.Text,
            CertificateFile = certificate?.File,
            KeyText = key?.Text,
            KeyFile = key?.File,
        };
    }

    private static (string? Text, string? File)? Source(KubeconfigValue user, string field)
    {
        if (user[field + "-data"].Data is { } data)
        {
            return (Encoding.UTF8.GetString(data), null);
        }

        return user[field].AbsolutePath is { } path ? (null, path) : null;
    }
}
