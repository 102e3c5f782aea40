#!/bin/bash
cat <<'EOF' | sudo tee /usr/local/sbin/fix-dns
#!/bin/bash
mkdir -p /etc/kubernetes
: > /etc/kubernetes/resolv.conf
EOF
sudo chmod 755 /usr/local/sbin/fix-dns
sudo /usr/local/sbin/fix-dns
/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/kubernetes/resolv.conf'
