using System.Net;
using System.Net.Sockets;

namespace Reeve.Testing;

/// <summary>TCP ports that nobody uses.</summary>
public static class FreePorts
{
    /// <summary>Finds so many different ones. Another process may take one before it is used.</summary>
    public static int[] Find(int count)
    {
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                socket.Bind(new IPEndPoint(IPAddress.Any, 0));
            }

            return [.. sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port)];
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    /// <summary>Finds one.</summary>
    public static int Find() => Find(1)[0];
}
